using System.Text.Json;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>
/// Compares what a lock file pins with what a registry publishes. Both are lists of <c>algorithm-base64</c> (W3C Subresource Integrity); clients
/// check an archive by the strongest algorithm in the list, so that one decides here too. <c>h1</c> is Go's SHA-256 over the files of a module.
/// </summary>
public static class ArchiveIntegrity
{
    private static readonly string[] Strongest = ["sha512", "sha384", "sha256", "h1", "sha1"];

    /// <summary>True when an archive that meets the lock file's list is the one that the registry publishes.</summary>
    /// <param name="published">The registry's list; null when it says nothing.</param>
    /// <param name="pinned">The lock file's list.</param>
    public static bool Confirms(string? published, string pinned)
    {
        var wanted = HashesOf(pinned);
        var known = HashesOf(published);
        return Strongest.FirstOrDefault(wanted.Contains) is { } algorithm
            && wanted[algorithm].All(hash => known[algorithm].Contains(hash, StringComparer.Ordinal));
    }

    /// <summary>
    /// The list of a version in an npm registry's answer: <c>dist.integrity</c>, and <c>dist.shasum</c> (SHA-1 in hexadecimal, all that old
    /// packages have). Null when there is neither.
    /// </summary>
    public static string? OfNpm(JsonElement version)
    {
        if (version.ValueKind != JsonValueKind.Object || !version.TryGetProperty("dist", out var dist) || dist.ValueKind != JsonValueKind.Object) return null;
        var both = string.Join(' ', new[] { Text(dist, "integrity"), Sha1(Text(dist, "shasum")) }.Where(t => !string.IsNullOrEmpty(t)));
        return both.Length is > 0 and <= MaxLength ? both : null;
    }

    /// <summary>The most characters of a list.</summary>
    public const int MaxLength = 16_000;

    private static ILookup<string, string> HashesOf(string? list) =>
        (list ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('?')[0].Split('-', 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static string? Sha1(string? hexadecimal)
    {
        Span<byte> bytes = stackalloc byte[20];
        return hexadecimal?.Length == 40 && Convert.FromHexString(hexadecimal, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == 20
            ? "sha1-" + Convert.ToBase64String(bytes) : null;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
