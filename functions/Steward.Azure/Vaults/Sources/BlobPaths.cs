namespace Steward.Azure.Vaults.Sources;

/// <summary>
/// Names of blobs as paths of entries and back: percent-encoded name by name, since a blob's name may be what no file's can. A blob's last name gets <c>.blob</c>, so that
/// blobs <c>a</c> and <c>a/b</c> can stand side by side.
/// </summary>
internal static class BlobPaths
{
    private const string Leaf = ".blob";
    private const string Dot = "%2E";

    /// <summary>The path of a blob.</summary>
    public static string Of(string blob)
    {
        var names = blob.Split('/');
        return string.Join('/', names.Select((name, i) => Encode(name, i == names.Length - 1)));
    }

    /// <summary>The blob of a path.</summary>
    public static string BlobOf(string path) => string.Join('/', path[..^Leaf.Length].Split('/').Select(n => n == "%" ? "" : Uri.UnescapeDataString(n)));

    private static string Encode(string name, bool isLeaf)
    {
        var encoded = Uri.EscapeDataString(name);
        if (isLeaf) return (encoded.Length == 0 ? "%" : encoded) + Leaf;
        if (encoded.Length == 0) return "%";
        if (encoded is "." or "..") return encoded.Replace(".", Dot, StringComparison.Ordinal);
        return encoded.EndsWith(Leaf, StringComparison.Ordinal) ? string.Concat(encoded.AsSpan(0, encoded.Length - Leaf.Length), Dot, Leaf.AsSpan(1)) : encoded;
    }
}
