using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Steward.Passports;

/// <summary>A DSSE envelope (secure-systems-lab/dsse, envelope.md): a payload with signatures over its pre-authentication encoding.</summary>
/// <param name="PayloadType">The payload's media type.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Signatures">At least one.</param>
public sealed record DsseEnvelope(
    [property: JsonPropertyName("payloadType")] string PayloadType,
    [property: JsonPropertyName("payload")] byte[] Payload,
    [property: JsonPropertyName("signatures")] IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>PAE of the DSSE protocol, version 1: what is signed.</summary>
    public static byte[] PreAuthenticationEncoding(string type, ReadOnlySpan<byte> payload)
    {
        var head = Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} ");
        return [.. head, .. payload];
    }

    /// <summary>True when one of the signatures is the key's over this payload.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, DER.</param>
    public bool IsSignedBy(ReadOnlySpan<byte> publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        var signed = PreAuthenticationEncoding(PayloadType, Payload);
        return Signatures.Any(s => key.VerifyData(signed, s.Sig, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}

/// <summary>One signature.</summary>
/// <param name="KeyId">A hint which key it is: SHA-256 of the public key, hexadecimal.</param>
/// <param name="Sig">The signature, ASN.1 DER.</param>
public sealed record DsseSignature(
    [property: JsonPropertyName("keyid")] string KeyId, [property: JsonPropertyName("sig")] byte[] Sig);
