namespace Steward.UnitTests.Security.Secrets;

/// <summary>What of a secret must not be written anywhere.</summary>
internal static class Leaks
{
    private const int Piece = 12;

    /// <summary>Every piece of some characters, of which chance would not make another one. What every secret of its kind begins with is none.</summary>
    public static IEnumerable<string> Pieces(string secret) =>
        secret.StartsWith('-') || secret.StartsWith("PuTTY", StringComparison.Ordinal)
            ? []
            : Enumerable.Range(0, Math.Max(1, secret.Length - Piece + 1)).Select(i => secret[i..Math.Min(secret.Length, i + Piece)]);
}
