using System.Security.Cryptography;

namespace Steward.Ledger;

/// <summary>Public keys as PEM files (RFC 7468, <c>PUBLIC KEY</c>).</summary>
public static class PublicKeyPem
{
    /// <summary>The PEM text of a SubjectPublicKeyInfo.</summary>
    public static string Of(ReadOnlySpan<byte> subjectPublicKeyInfo) => PemEncoding.WriteString("PUBLIC KEY", subjectPublicKeyInfo) + "\n";
}
