using System.Buffers.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Steward.Azure.Signing;
using Steward.Kernel;
using Steward.Vault.Keys;

namespace Steward.Azure.Vaults;

/// <summary>
/// Wraps the master key of a vault by an RSA key in Key Vault that never leaves it, over its REST interface (api-version 7.4: Wrap Key, Unwrap Key with RSA-OAEP-256). Who asks
/// needs the role Key Vault Crypto Service Encryption User.
/// </summary>
public sealed class KeyVaultWrap : IKeyWrap
{
    private const string ApiVersion = "7.4";
    private const string Algorithm = "RSA-OAEP-256";
    private const int KeyBytes = 32;
    private readonly Uri _key;
    private readonly KeyVaultHttp _vault;

    /// <summary>Creates it; nothing is asked yet.</summary>
    /// <param name="key">The key: <c>https://VAULT.vault.azure.net/keys/NAME</c>, or with <c>/VERSION</c>; that version or the newest wraps, the one that wrapped unwraps.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="transport">The transport, where not the usual one.</param>
    public KeyVaultWrap(Uri key, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        if (key.Scheme != Uri.UriSchemeHttps || key.Query.Length > 0 || key.Segments is not ([_, "keys/", _] or [_, "keys/", _, _]))
            throw StewardException.Invalid($"'{Texts.Clip(key.ToString(), 120)}' is no key in Key Vault: write https://VAULT.vault.azure.net/keys/NAME.");
        (_key, _vault) = (key, new KeyVaultHttp(key, credential, transport));
        KeyAddress = new Uri(key, string.Concat(key.Segments.Take(3))).AbsoluteUri.TrimEnd('/');
    }

    /// <summary>The key of an address that somebody wrote, asked as the identity of this process (<see cref="DefaultAzureCredential"/>). Invalid when it is no address of a key.</summary>
    public static KeyVaultWrap Open(string address) => Uri.TryCreate(address, UriKind.Absolute, out var key)
        ? new KeyVaultWrap(key, new DefaultAzureCredential())
        : throw StewardException.Invalid($"'{Texts.Clip(address, 120)}' is no key in Key Vault: write https://VAULT.vault.azure.net/keys/NAME.");

    /// <inheritdoc/>
    public string KeyAddress { get; }

    /// <inheritdoc/>
    public async Task<WrappedKey> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var (id, value) = await AskAsync(_key, "wrapkey", key, cancellation);
        return new WrappedKey(id, value);
    }

    /// <inheritdoc/>
    public async Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellation)
    {
        // The version stands in the storage, which others may write to: what is sent carries a token, and goes to the key that was named and nowhere else.
        if (!Uri.TryCreate(wrapped.KeyId, UriKind.Absolute, out var version) || !version.AbsoluteUri.StartsWith($"{KeyAddress}/", StringComparison.Ordinal))
            throw StewardException.Invalid($"The vault says that its key was wrapped by '{Texts.Clip(wrapped.KeyId, 120)}', which is no version of {KeyAddress}: its object below 'keys/' was changed. Put back a copy of it, or open the vault by a passphrase.");
        var (_, value) = await AskAsync(version, "unwrapkey", wrapped.Value, cancellation);
        return value.Length == KeyBytes ? value : throw Unusable();
    }

    private async Task<(string Id, byte[] Value)> AskAsync(Uri key, string verb, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        var body = BinaryData.FromObjectAsJson(new { alg = Algorithm, value = Base64Url.EncodeToString(value.Span) });
        try
        {
            using var answer = await _vault.PostAsync(new Uri($"{key.AbsoluteUri.TrimEnd('/')}/{verb}?api-version={ApiVersion}"), body, cancellation);
            return (answer.RootElement.GetProperty("kid").GetString()!, Base64Url.DecodeFromChars(answer.RootElement.GetProperty("value").GetString()));
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw Unusable(wrong);
        }
        catch (StewardException failure)
        {
            throw new StewardException(failure.Kind, $"The key {KeyAddress} did not {(verb == "wrapkey" ? "wrap" : "unwrap")} the key of the backups' vault. {Advice(failure.Kind)}", failure);
        }
    }

    private static string Advice(FailureKind kind) => kind switch
    {
        FailureKind.Forbidden => "Give this identity the role Key Vault Crypto Service Encryption User, enable the key, and look at the network rules; a passphrase opens the vault too.",
        FailureKind.NotFound => "It must be there and enabled; a deleted key can be recovered for a while.",
        FailureKind.Unavailable => "It cannot be reached: try again; a passphrase opens the vault too.",
        _ => "It must be an RSA key that may wrap and unwrap, and the one that wrapped.",
    };

    private StewardException Unusable(Exception? cause = null) =>
        StewardException.Unavailable($"{_key.Host} gave an answer that cannot be used. Nothing was changed; look for a proxy in between, and try again.", cause);
}
