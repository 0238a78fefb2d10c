using System.Security.Cryptography;
using Steward.Kernel;

namespace Steward.Ledger;

/// <summary>Public keys as PEM files (RFC 7468, <c>PUBLIC KEY</c>).</summary>
public static class PublicKeyPem
{
    /// <summary>The PEM text of a SubjectPublicKeyInfo.</summary>
    public static string Of(ReadOnlySpan<byte> subjectPublicKeyInfo) => PemEncoding.WriteString("PUBLIC KEY", subjectPublicKeyInfo) + "\n";

    /// <summary>The SubjectPublicKeyInfo of a PEM text. Invalid when it has none.</summary>
    public static byte[] Read(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != "PUBLIC KEY")
            throw StewardException.Invalid("The key file has no '-----BEGIN PUBLIC KEY-----' part: give the public key in PEM.");
        var bytes = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64String(pem[fields.Base64Data], bytes, out _)
            ? bytes
            : throw StewardException.Invalid("The key file's base64 cannot be read.");
    }
}
