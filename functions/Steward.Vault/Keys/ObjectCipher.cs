using System.Security.Cryptography;
using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Keys;

/// <summary>The encryption of one object: a key of its own from its salt, nonces from places, the object's magic as associated data. Not for several threads at once.</summary>
internal sealed class ObjectCipher : IDisposable
{
    public const int MagicBytes = 8;
    public const int SaltBytes = 32;
    public const int HeaderBytes = MagicBytes + SaltBytes;
    private readonly AesGcm _aes;
    private readonly byte[] _magic;

    public ObjectCipher(byte[] key, byte[] salt, string magic)
    {
        _magic = Encoding.ASCII.GetBytes(magic);
        _aes = new AesGcm(VaultKeys.OfObject(key, salt, $"steward-vault-1 {magic}"), Nonces.TagBytes);
    }

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    public static void WriteHeader(Span<byte> target, string magic, byte[] salt)
    {
        Encoding.ASCII.GetBytes(magic, target);
        salt.CopyTo(target[MagicBytes..]);
    }

    /// <summary>The salt, when the header has this magic.</summary>
    public static byte[]? SaltOf(ReadOnlySpan<byte> header, string magic) =>
        header.Length >= HeaderBytes && Encoding.ASCII.GetString(header[..MagicBytes]) == magic ? header[MagicBytes..HeaderBytes].ToArray() : null;

    /// <summary>Encrypts; the tag follows the text. <paramref name="target"/> is <see cref="Nonces.TagBytes"/> longer.</summary>
    public void Encrypt(MessageKind kind, long place, ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[Nonces.Bytes];
        Nonces.Write(nonce, kind, place);
        _aes.Encrypt(nonce, plain, target[..plain.Length], target.Slice(plain.Length, Nonces.TagBytes), _magic);
    }

    /// <summary>Decrypts a text with its tag; false when it is not what was written there.</summary>
    public bool Decrypt(MessageKind kind, long place, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[Nonces.Bytes];
        Nonces.Write(nonce, kind, place);
        var length = stored.Length - Nonces.TagBytes;
        try
        {
            _aes.Decrypt(nonce, stored[..length], stored[length..], plain[..length], _magic);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();
}

/// <summary>Small objects that are one message: snapshots.</summary>
internal static class SealedObject
{
    private const int Around = ObjectCipher.HeaderBytes + Nonces.TagBytes;

    public static byte[] Seal(byte[] key, string magic, ReadOnlySpan<byte> plain)
    {
        var (salt, sealedBytes) = (ObjectCipher.NewSalt(), new byte[plain.Length + Around]);
        ObjectCipher.WriteHeader(sealedBytes, magic, salt);
        using var cipher = new ObjectCipher(key, salt, magic);
        cipher.Encrypt(MessageKind.Body, 0, plain, sealedBytes.AsSpan(ObjectCipher.HeaderBytes));
        return sealedBytes;
    }

    /// <summary>Throws Invalid for what is no such object of this vault.</summary>
    public static byte[] Open(byte[] key, string magic, ReadOnlySpan<byte> stored)
    {
        var plain = new byte[Math.Max(0, stored.Length - Around)];
        if (stored.Length >= Around && ObjectCipher.SaltOf(stored, magic) is { } salt)
        {
            using var cipher = new ObjectCipher(key, salt, magic);
            if (cipher.Decrypt(MessageKind.Body, 0, stored[ObjectCipher.HeaderBytes..], plain)) return plain;
        }

        throw StewardException.Invalid("It is not what was written there: damaged, changed, or of another vault.");
    }
}
