namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>How random a text looks: only ever a hint.</summary>
internal static class Entropy
{
    /// <summary>Bits for each character, by how often each occurs in the text (C. E. Shannon, "A Mathematical Theory of Communication", 1948).</summary>
    public static double Of(string text)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var c in text) counts[c & 0xFF]++;
        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0) bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        }

        return bits;
    }

    /// <summary>True for letters of both cases and digits, mixed as chance mixes them.</summary>
    public static bool IsMixed(string text) =>
        text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower);
}
