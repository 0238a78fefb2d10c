using System.Globalization;
using System.Net;
using System.Text;
using Steward.Kernel;

namespace Steward.Changes.Markdown;

/// <summary>
/// Text from outside (names of files and tests, messages) in GitHub's Markdown (https://github.github.com/gfm/): nothing in it may become markup, a
/// link, a mention, another row of a table, or change the direction of what stands around it.
/// </summary>
internal static class MarkdownText
{
    // GitHub looks for mentions and references in what Markdown has become, where an escape is gone again: only something in between parts them.
    private const string Nothing = "&#8203;";

    /// <summary>The text in one line, at most so many characters of it.</summary>
    public static string Inline(string text, int max)
    {
        var cut = Texts.Clip(text, max);
        var clean = new StringBuilder(cut.Length + 16);
        for (var i = 0; i < cut.Length; i++) Append(clean, cut, i);
        return clean.ToString();
    }

    /// <summary>The text in one line of HTML, where Markdown's own escapes would be shown.</summary>
    public static string Html(string text, int max) =>
        WebUtility.HtmlEncode(string.Concat(Texts.Clip(text, max).Where(IsKept))).Replace("@", $"&#64;{Nothing}", StringComparison.Ordinal);

    /// <summary>The text in its lines, as a block of code.</summary>
    public static string Block(string text) => $"<pre>{WebUtility.HtmlEncode(string.Concat(text.Where(IsKept)))}</pre>";

    private static void Append(StringBuilder clean, string text, int i)
    {
        var c = text[i];
        if (c is '\u0085' or '\u2028' or '\u2029') clean.Append(' ');
        else if (!IsKept(c)) return;
        else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~') clean.Append('\\').Append(c);
        else if (c == '#') clean.Append("\\#").Append(Nothing);
        else if (c == '@') clean.Append("&#64;").Append(Nothing);
        else if (c is '<' or '>' or '&' || IsOfLink(text, i)) clean.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
        else clean.Append(c);
    }

    // "https://..." and "www...." become links by themselves.
    private static bool IsOfLink(string text, int i) =>
        (text[i] == ':' && string.CompareOrdinal(text, i, "://", 0, 3) == 0)
        || (text[i] == '.' && i >= 3 && string.Compare(text, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0);

    // Control characters, and those that turn the direction of text around (Unicode TR 9), are never needed to read a message.
    private static bool IsKept(char c) => c is '\n' or '\t' || !(char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
}
