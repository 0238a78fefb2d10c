using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Keys;

/// <summary>What opens a vault. Never stored, never in messages.</summary>
public abstract record VaultSecret
{
    private VaultSecret()
    {
    }

    /// <summary>A passphrase, taken as its UTF-8 bytes.</summary>
    public static VaultSecret Passphrase(string text) =>
        text.Length > 0 ? new PassphraseSecret(Encoding.UTF8.GetBytes(text)) : throw StewardException.Invalid("The passphrase of the vault is empty: give one.");

    /// <summary>A key elsewhere that wraps and unwraps, such as one in Key Vault.</summary>
    public static VaultSecret Wrap(IKeyWrap wrap) => new WrapSecret(wrap);

    internal sealed record PassphraseSecret(byte[] Bytes) : VaultSecret
    {
        public override string ToString() => "a passphrase";
    }

    internal sealed record WrapSecret(IKeyWrap KeyWrap) : VaultSecret;
}

/// <summary>A key that never leaves its place and wraps others: Key Vault with RSA-OAEP-256.</summary>
/// <remarks>Errors: Forbidden, NotFound and Unavailable, naming the place.</remarks>
public interface IKeyWrap
{
    /// <summary>The address of the key, which stands in the slot: <c>https://VAULT.vault.azure.net/keys/NAME</c>.</summary>
    string KeyAddress { get; }

    /// <summary>Wraps 32 bytes.</summary>
    Task<WrappedKey> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancellation);

    /// <summary>Unwraps what <see cref="WrapAsync"/> gave.</summary>
    Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellation);
}

/// <summary>A wrapped key.</summary>
/// <param name="KeyId">Which version of the key wrapped it.</param>
/// <param name="Value">The wrapped bytes.</param>
public sealed record WrappedKey(string KeyId, byte[] Value);
