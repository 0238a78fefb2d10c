using System.Security.Cryptography;
using System.Text;
using Steward.Vault.Chunks;

namespace Steward.Vault.Keys;

/// <summary>The keys that are derived from a vault's master key, by HKDF-SHA-256 (RFC 5869) with a label each.</summary>
internal sealed class VaultKeys
{
    public const int KeyBytes = 32;
    private const int GearBytes = 256 * sizeof(ulong);
    private readonly byte[] _ids;
    private readonly byte[] _config;

    public VaultKeys(ReadOnlySpan<byte> master)
    {
        Master = master.ToArray();
        _ids = Derive("ids");
        _config = Derive("config");
        Packs = Derive("packs");
        Index = Derive("index");
        Snapshots = Derive("snapshots");
        Gear = Derive("gear", GearBytes);
    }

    public byte[] Master { get; }

    public byte[] Packs { get; }

    public byte[] Index { get; }

    public byte[] Snapshots { get; }

    /// <summary>The table of the chunker: 256 numbers of 64 bits, little-endian.</summary>
    public byte[] Gear { get; }

    public static byte[] NewMaster() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The key of one object.</summary>
    public static byte[] OfObject(byte[] key, byte[] salt, string label)
    {
        var derived = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt, Encoding.ASCII.GetBytes(label));
        return derived;
    }

    public ChunkId IdOf(ReadOnlySpan<byte> chunk)
    {
        Span<byte> hash = stackalloc byte[ChunkId.Length];
        HMACSHA256.HashData(_ids, chunk, hash);
        return new ChunkId(hash);
    }

    /// <summary>The proof that the settings are those with which the vault was made.</summary>
    public byte[] ProofOf(byte[] config) => HMACSHA256.HashData(_config, config);

    private byte[] Derive(string label, int length = KeyBytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Master, length, salt: null, Encoding.ASCII.GetBytes($"steward-vault-1 {label}"));
}
