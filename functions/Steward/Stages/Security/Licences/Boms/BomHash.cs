namespace Steward.Stages.Security.Licences.Boms;

/// <summary>A hash of an archive.</summary>
/// <param name="Algorithm">As in W3C Subresource Integrity: <c>sha512</c>.</param>
/// <param name="Hex">Its value, lower-case hexadecimal digits.</param>
internal sealed record BomHash(string Algorithm, string Hex)
{
    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal) { ["md5"] = 16, ["sha1"] = 20, ["sha256"] = 32, ["sha384"] = 48, ["sha512"] = 64 };

    /// <summary>
    /// The hashes in an integrity text. Of an algorithm with several values none is told: they are of several archives, and a document that lists
    /// them would say that one archive has them all.
    /// </summary>
    public static IReadOnlyList<BomHash> Of(string? integrity) =>
    [
        .. (integrity ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<BomHash>().Distinct()
            .GroupBy(h => h.Algorithm, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.First()).OrderBy(h => h.Algorithm, StringComparer.Ordinal),
    ];

    private static BomHash? Read(string entry)
    {
        var dash = entry.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !Lengths.TryGetValue(entry[..dash], out var length)) return null;
        Span<byte> bytes = stackalloc byte[80];
        var text = entry[(dash + 1)..].Split('?')[0];
        return text.Length < 100 && Convert.TryFromBase64String(text, bytes, out var written) && written == length ? new BomHash(entry[..dash], Convert.ToHexStringLower(bytes[..written])) : null;
    }
}
