using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Azure.Signing;

/// <summary>
/// A signing key that never leaves Key Vault: EC P-256, asked over its REST interface (api-version 7.4: Get Key, Sign with ES256). The version of
/// the key that is current at the first use is used as long as the process lives.
/// </summary>
public sealed class KeyVaultSigner : ISigner
{
    private const string ApiVersion = "7.4";
    private readonly KeyVaultHttp _vault;
    private readonly Uri _key;
    private readonly Lazy<KeyVaultKey> _current;

    /// <summary>Creates the signer; the vault is asked at first use.</summary>
    /// <param name="key">The key: <c>https://VAULT.vault.azure.net/keys/NAME</c>, with a version to pin one.</param>
    /// <param name="credential">Who asks; needs the role Key Vault Crypto User.</param>
    /// <param name="transport">The transport, where not the usual one.</param>
    public KeyVaultSigner(Uri key, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        _key = key;
        _vault = new KeyVaultHttp(key, credential, transport);
        // A failure is not remembered: the vault may be back, or the role granted, at the next use.
        _current = new Lazy<KeyVaultKey>(Fetch, LazyThreadSafetyMode.PublicationOnly);
        KeyName = $"{key.Host}/{key.Segments[2].TrimEnd('/')}";
    }

    /// <inheritdoc/>
    public string KeyName { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => _current.Value.PublicKey;

    /// <inheritdoc/>
    public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var digest = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(data.Span));
        var body = BinaryData.FromObjectAsJson(new { alg = "ES256", value = digest });
        using var answer = await _vault.PostAsync(new Uri($"{_current.Value.Id}/sign?api-version={ApiVersion}"), body, cancellation);
        return ToDer(Bytes(answer.RootElement, "value"));
    }

    private KeyVaultKey Fetch()
    {
        using var answer = _vault.Get(new Uri($"{_key}?api-version={ApiVersion}"));
        return KeyVaultKey.Read(answer.RootElement.GetProperty("key"), _key);
    }

    internal static byte[] Bytes(JsonElement element, string name) =>
        System.Buffers.Text.Base64Url.DecodeFromChars(element.GetProperty(name).GetString());

    // Key Vault answers with r and s side by side (RFC 7518, 3.4); notes and envelopes carry ASN.1 (RFC 3279, 2.2.3).
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

/// <summary>One version of a key.</summary>
/// <param name="Id">Its address with the version.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
internal sealed record KeyVaultKey(string Id, byte[] PublicKey)
{
    /// <summary>Reads a JSON Web Key (RFC 7517); throws Invalid when it is not EC P-256.</summary>
    public static KeyVaultKey Read(JsonElement key, Uri asked)
    {
        var isCurve = key.TryGetProperty("crv", out var curve) && curve.GetString() == "P-256";
        if (!isCurve) throw StewardException.Invalid($"{asked} is not an EC key on P-256: make one of that kind, and name it in SigningKey.");
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = KeyVaultSigner.Bytes(key, "x"), Y = KeyVaultSigner.Bytes(key, "y") },
        });
        return new KeyVaultKey(key.GetProperty("kid").GetString()!, ecdsa.ExportSubjectPublicKeyInfo());
    }
}
