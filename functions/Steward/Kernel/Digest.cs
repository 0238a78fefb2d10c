using System.Security.Cryptography;
using System.Text;

namespace Steward.Kernel;

/// <summary>SHA-256 digests, written as 64 lower-case hexadecimal digits.</summary>
public static class Digest
{
    /// <summary>The digest of some bytes.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The digest of a text in UTF-8.</summary>
    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));
}
