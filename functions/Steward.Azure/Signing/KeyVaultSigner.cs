using System.Buffers.Text;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Steward.Ledger;

namespace Steward.Azure.Signing;

/// <summary>
/// A signing key that never leaves Key Vault: EC P-256, asked over its REST interface (api-version 7.4: Get Key, Sign with ES256). The version of
/// the key that is current at the first use is used as long as the process lives: what it signs is verified with one public key.
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
        var (key, digest) = (_current.Value, SHA256.HashData(data.Span));
        var body = BinaryData.FromObjectAsJson(new { alg = "ES256", value = Base64Url.EncodeToString(digest) });
        using var answer = await _vault.PostAsync(new Uri($"{key.Id}/sign?api-version={ApiVersion}"), body, cancellation);
        return key.ReadSignature(answer.RootElement, digest);
    }

    private KeyVaultKey Fetch()
    {
        using var answer = _vault.Get(new Uri($"{_key}?api-version={ApiVersion}"));
        return KeyVaultKey.Read(answer.RootElement, _key);
    }
}
