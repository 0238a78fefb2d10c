using System.Security.Cryptography;
using NSec.Cryptography;

namespace Steward.Vault.Keys;

/// <summary>Wraps the master key by a passphrase: Argon2id (RFC 9106), then AES-256-GCM. The salt is new for each slot, so that the nonce can be zero.</summary>
internal static class PassphraseWrap
{
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int MemoryKiB = 64 * 1024;
    private const int MaxMemoryKiB = 1024 * 1024;
    private const int Passes = 2;
    private const int MaxPasses = 16;

    private static ReadOnlySpan<byte> Label => "steward-vault-1 slot"u8;

    public static (byte[] Wrapped, PassphraseCost Cost) Wrap(byte[] passphrase, byte[] master)
    {
        var cost = new PassphraseCost(RandomNumberGenerator.GetBytes(SaltBytes), MemoryKiB, Passes);
        var wrapped = new byte[master.Length + TagBytes];
        using var aes = new AesGcm(Derive(passphrase, cost), TagBytes);
        aes.Encrypt(new byte[12], master, wrapped.AsSpan(0, master.Length), wrapped.AsSpan(master.Length), Label);
        return (wrapped, cost);
    }

    /// <summary>Null when it is not this passphrase.</summary>
    public static byte[]? Unwrap(byte[] passphrase, KeySlot slot)
    {
        if (slot.Cost is not { } cost || !IsSound(cost) || slot.Wrapped is not { Length: VaultKeys.KeyBytes + TagBytes } wrapped) return null;
        var master = new byte[VaultKeys.KeyBytes];
        using var aes = new AesGcm(Derive(passphrase, cost), TagBytes);
        try
        {
            aes.Decrypt(new byte[12], wrapped.AsSpan(0, master.Length), wrapped.AsSpan(master.Length), master, Label);
            return master;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // Whoever can write to the storage must not make an opener spend all its memory.
    private static bool IsSound(PassphraseCost cost) =>
        cost.Salt is { Length: SaltBytes } && cost.MemoryKiB is >= 8 and <= MaxMemoryKiB && cost.Passes is >= 1 and <= MaxPasses;

    private static byte[] Derive(byte[] passphrase, PassphraseCost cost)
    {
        var argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = cost.MemoryKiB, NumberOfPasses = cost.Passes });
        return argon.DeriveBytes(passphrase, cost.Salt, VaultKeys.KeyBytes);
    }
}
