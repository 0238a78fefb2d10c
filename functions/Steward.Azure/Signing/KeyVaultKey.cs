using System.Buffers.Text;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Azure.Signing;

/// <summary>One version of a key in Key Vault.</summary>
/// <param name="Id">Its address with the version.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
internal sealed record KeyVaultKey(Uri Id, byte[] PublicKey)
{
    /// <summary>Reads a key bundle (JSON Web Key, RFC 7517). Invalid when it is not EC P-256, Unavailable when it is no key at all.</summary>
    public static KeyVaultKey Read(JsonElement bundle, Uri asked) => KeyVaultShapes.Read(asked.Host, () =>
    {
        var key = bundle.GetProperty("key");
        if (key.GetProperty("kty").GetString() is not ("EC" or "EC-HSM") || key.GetProperty("crv").GetString() != "P-256")
            throw StewardException.Invalid($"{asked} is not an EC key on P-256: make one of that kind, and name it in SigningKey.");
        var id = new Uri(key.GetProperty("kid").GetString()!);
        // What is sent there carries a token: it goes to the vault that was named, and nowhere else.
        if (id.Scheme != Uri.UriSchemeHttps || id.Authority != asked.Authority) throw KeyVaultAnswers.Unusable(asked.Host);
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        return new KeyVaultKey(id, ecdsa.ExportSubjectPublicKeyInfo());
    });

    /// <summary>
    /// Reads the answer to a request to sign: r and s side by side (RFC 7518, 3.4). Gives them in ASN.1 (RFC 3279, 2.2.3), as notes and envelopes carry
    /// them. A signature that is not this key's over the digest is never handed out.
    /// </summary>
    public byte[] ReadSignature(JsonElement answer, ReadOnlySpan<byte> digest)
    {
        var pair = KeyVaultShapes.Read(Id.Host, () => Bytes(answer, "value"));
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(PublicKey, out _);
        return key.VerifyHash(digest, pair, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) ? ToDer(pair) : throw KeyVaultAnswers.Unusable(Id.Host);
    }

    private static byte[] Bytes(JsonElement element, string name) => Base64Url.DecodeFromChars(element.GetProperty(name).GetString());

    private static byte[] ToDer(ReadOnlySpan<byte> pair)
    {
        var half = pair.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(pair[..half], isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(pair[half..], isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}

/// <summary>Reads what an answer must hold; one of another shape is no answer.</summary>
internal static class KeyVaultShapes
{
    public static T Read<T>(string host, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or CryptographicException)
        {
            throw KeyVaultAnswers.Unusable(host, failure);
        }
    }
}
