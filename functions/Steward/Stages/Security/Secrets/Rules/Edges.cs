using System.Buffers;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>What may not stand beside a secret, because it would then be a part of something longer.</summary>
internal static class Edges
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What goes on a word.</summary>
    public static SearchValues<char> Word { get; } = SearchValues.Create(Letters + "_");

    /// <summary>What goes on a word with hyphens.</summary>
    public static SearchValues<char> Dashed { get; } = SearchValues.Create(Letters + "_-");

    /// <summary>What goes on base64.</summary>
    public static SearchValues<char> Base64 { get; } = SearchValues.Create(Letters + "+/=");

    /// <summary>True when a place in a text stands by itself.</summary>
    public static bool AreFree(ReadOnlySpan<char> text, int start, int end, SearchValues<char>? before, SearchValues<char>? after) =>
        (before is null || start == 0 || !before.Contains(text[start - 1]) || IsEscape(text[..start]))
        && (after is null || end == text.Length || !after.Contains(text[end]));

    // "\n" in a literal and "%3D" in an address end with letters, and are none.
    private static bool IsEscape(ReadOnlySpan<char> before) =>
        before is [.., '\\', 'n' or 'r' or 't']
        || (before.Length >= 3 && before[^3] == '%' && char.IsAsciiHexDigit(before[^2]) && char.IsAsciiHexDigit(before[^1]));
}
