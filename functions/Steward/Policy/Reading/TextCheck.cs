using System.Text;

namespace Steward.Policy.Reading;

/// <summary>What is checked of a file before it is read as YAML.</summary>
internal static class TextCheck
{
    /// <summary>False, with a problem, for files that are too large or were not UTF-8.</summary>
    public static bool IsReadable(string text, int maxBytes, ProblemList problems)
    {
        if (text.Length > maxBytes || Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            problems.Add("", 1, 1, $"The file is larger than {maxBytes / 1024} KB.");
            return false;
        }

        // Decoders put U+FFFD where bytes are not UTF-8.
        var broken = text.IndexOf('\uFFFD', StringComparison.Ordinal);
        if (broken < 0) return true;
        var line = text.AsSpan(0, broken).Count('\n') + 1;
        problems.Add("", line, broken - text.LastIndexOf('\n', broken), "The file is not UTF-8 here; save it as UTF-8.");
        return false;
    }
}
