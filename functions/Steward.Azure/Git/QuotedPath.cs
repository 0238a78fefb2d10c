using System.Text;

namespace Steward.Azure.Git;

/// <summary>Paths as git quotes odd ones where it has no NUL-ended form: C-style, in double quotes, bytes beyond ASCII as three octal digits.</summary>
internal static class QuotedPath
{
    private const string Letters = "abtnvfr\"\\";
    private const string Meanings = "\a\b\t\n\v\f\r\"\\";

    /// <summary>The path that is meant.</summary>
    public static string Read(string text)
    {
        if (text is not ['"', .., '"']) return text;
        var bytes = new List<byte>(text.Length);
        for (var i = 1; i < text.Length - 1; i++)
        {
            var (value, length) = text[i] == '\\' ? Escape(text, i + 1) : ((byte)text[i], 0);
            bytes.Add(value);
            i += length;
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static (byte Value, int Length) Escape(string text, int at) =>
        Letters.IndexOf(text[at]) is >= 0 and var letter ? ((byte)Meanings[letter], 1) : (Convert.ToByte(text.Substring(at, 3), 8), 3);
}
