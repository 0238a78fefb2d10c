namespace Steward.Vault.Keys;

/// <summary>One wrapped master key: an object below <c>keys/</c>.</summary>
/// <param name="Kind">What wraps it: <c>passphrase</c> or <c>keyWrap</c>.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Label">Whose it is, for people.</param>
/// <param name="Wrapped">The wrapped master key.</param>
/// <param name="Proof">HMAC of the object <c>config</c>: that the settings are those of this vault.</param>
internal sealed record KeySlot(string Kind, DateTimeOffset Created, string Label, byte[] Wrapped, byte[] Proof)
{
    public const string OfPassphrase = "passphrase";
    public const string OfKeyWrap = "keyWrap";
    public const int MaxBytes = 16 * 1024;

    /// <summary>The id of the vault whose master key it is; null in old ones. Of two who make a vault at once in one place, the second may leave a key of a vault that never came to be.</summary>
    public string? Vault { get; init; }

    /// <summary>For passphrases.</summary>
    public PassphraseCost? Cost { get; init; }

    /// <summary>For keys elsewhere: the key's address.</summary>
    public string? Key { get; init; }

    /// <summary>For keys elsewhere: the version that wrapped it.</summary>
    public string? KeyId { get; init; }
}

/// <summary>Parameters of Argon2id (RFC 9106), parallelism 1.</summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="MemoryKiB">Memory in KiB.</param>
/// <param name="Passes">Passes over it.</param>
internal sealed record PassphraseCost(byte[] Salt, int MemoryKiB, int Passes);
