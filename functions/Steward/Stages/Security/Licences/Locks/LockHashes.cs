namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Writes what ecosystems say of their archives in one form, that of W3C Subresource Integrity: <c>algorithm-base64</c>, blanks between several.</summary>
public static class LockHashes
{
    /// <summary>A hash in hexadecimal digits; null when it is none of that algorithm's length.</summary>
    public static string? FromHex(string algorithm, string? hexadecimal)
    {
        var length = algorithm switch { "sha512" => 64, "sha384" => 48, "sha256" => 32, "sha1" => 20, _ => 0 };
        Span<byte> bytes = stackalloc byte[64];
        return length > 0 && hexadecimal?.Length == length * 2
            && Convert.FromHexString(hexadecimal, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == length
            ? $"{algorithm}-{Convert.ToBase64String(bytes[..length])}" : null;
    }

    /// <summary>A hash as <c>algorithm:hexadecimal</c>; null when it is none.</summary>
    public static string? FromText(string? text) => text?.Split(':', 2) is [var algorithm, var hexadecimal] ? FromHex(algorithm, hexadecimal) : null;

    /// <summary>Several hashes in one list, each once and in order; null when there is none.</summary>
    public static string? Together(IEnumerable<string?> hashes)
    {
        var list = string.Join(' ', hashes.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return list.Length == 0 ? null : list;
    }
}
