using System.Buffers;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>A very quick look: where a text has the words without which nothing would be found.</summary>
internal static class Prefilter
{
    // More than any licence has between two of the words.
    private const int Around = 3000;

    private static readonly SearchValues<string> _words = SearchValues.Create(
        ["licen", "copyright", "permission", "permitted", "redistribut", "warrant", "general public", "free software", "public domain", "gpl", "copying", "disclaim", "same terms"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole lines around the words; null where there are none.</summary>
    public static (int Start, int End)? Stretch(string text)
    {
        var first = text.AsSpan().IndexOfAny(_words);
        if (first < 0) return null;
        var last = first;
        while (text.AsSpan(last + 1).IndexOfAny(_words) is var next and >= 0) last += next + 1;
        return (LineBefore(text, first - Around), Math.Min(text.Length, last + Around));
    }

    private static int LineBefore(string text, int at) => at <= 0 ? 0 : text.AsSpan(0, at).LastIndexOfAny('\r', '\n') + 1;
}
