using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NSec.Cryptography;
using ZstdSharp;

namespace Steward.VaultTests.Format;

/// <summary>A reader of vaults written from docs/vault-format.md alone: none of Steward's code is used.</summary>
internal sealed class TinyReader
{
    private readonly string _folder;
    private readonly byte[] _master;
    private readonly Dictionary<string, (string Pack, byte[] Salt, int Offset, int Stored, int At, int Length)> _places = new(StringComparer.Ordinal);

    public TinyReader(string folder, string passphrase)
    {
        _folder = folder;
        _master = Directory.GetFiles(Path.Combine(folder, "keys")).Select(f => Unwrap(f, passphrase)).First(m => m is not null)!;
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "index"))) ReadIndex(File.ReadAllBytes(file));
    }

    public IEnumerable<JsonElement> Snapshots()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "snapshots")))
        {
            var bytes = File.ReadAllBytes(file);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != Path.GetFileName(file)) throw new InvalidDataException("rot");
            using var document = JsonDocument.Parse(Decrypt("snapshots", "stewsnp1", bytes.AsSpan(8, 32), 0, 0, bytes.AsSpan(40)));
            yield return document.RootElement.Clone();
        }
    }

    public byte[] Chunk(string id)
    {
        var place = _places[id];
        var pack = File.ReadAllBytes(Path.Combine(_folder, "packs", place.Pack[..2], place.Pack));
        var text = Decrypt("packs", "stewpak1", place.Salt, 0, place.Offset, pack.AsSpan(place.Offset, place.Stored));
        var body = text.AsSpan(8);
        using var zstd = new Decompressor();
        var plain = text[0] == 0 ? body.ToArray() : zstd.Unwrap(body).ToArray();
        if (plain.Length != Int(text, 4)) throw new InvalidDataException("length");
        var chunk = plain.AsSpan(place.At, place.Length).ToArray();
        return Convert.ToHexStringLower(HMACSHA256.HashData(Derived("ids"), chunk)) == id ? chunk : throw new InvalidDataException("id");
    }

    private static byte[]? Unwrap(string file, string passphrase)
    {
        using var slot = JsonDocument.Parse(File.ReadAllBytes(file));
        var (cost, wrapped) = (slot.RootElement.GetProperty("cost"), slot.RootElement.GetProperty("wrapped").GetBytesFromBase64());
        var argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
        {
            DegreeOfParallelism = 1, MemorySize = cost.GetProperty("memoryKiB").GetInt32(), NumberOfPasses = cost.GetProperty("passes").GetInt32(),
        });
        var key = argon.DeriveBytes(Encoding.UTF8.GetBytes(passphrase), cost.GetProperty("salt").GetBytesFromBase64(), 32);
        using var aes = new AesGcm(key, 16);
        var master = new byte[32];
        try
        {
            aes.Decrypt(new byte[12], wrapped.AsSpan(0, 32), wrapped.AsSpan(32), master, "steward-vault-1 slot"u8);
            return master;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private void ReadIndex(byte[] bytes)
    {
        var salt = bytes.AsSpan(8, 32).ToArray();
        var stored = Int(bytes, bytes.Length - 4);
        var directory = Decrypt("index", "stewidx1", salt, 1, 0, bytes.AsSpan(bytes.Length - 4 - stored, stored));
        var (packs, entries, at, frame) = (new List<byte[]>(), new List<byte[]>(), 40, 0);
        Read(packs, Int(directory, 0), 900, 72);
        Read(entries, Int(directory, 4), 1_260, 52);
        foreach (var entry in entries)
        {
            var pack = packs[Int(entry, 32)];
            _places[Convert.ToHexStringLower(entry, 0, 32)] = (Convert.ToHexStringLower(pack, 0, 32), pack[32..64], Int(entry, 36), Int(entry, 40), Int(entry, 44), Int(entry, 48));
        }

        void Read(List<byte[]> into, int count, int each, int size)
        {
            while (into.Count < count)
            {
                var length = Math.Min(each, count - into.Count) * size;
                into.AddRange(Decrypt("index", "stewidx1", salt, 0, frame++, bytes.AsSpan(at, length + 16)).Chunk(size));
                at += length + 16;
            }
        }
    }

    private byte[] Derived(string label) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, info: Encoding.ASCII.GetBytes($"steward-vault-1 {label}"));

    private byte[] Decrypt(string label, string magic, ReadOnlySpan<byte> salt, byte kind, long place, ReadOnlySpan<byte> message)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Derived(label), 32, salt.ToArray(), Encoding.ASCII.GetBytes($"steward-vault-1 {magic}"));
        var (nonce, plain) = (new byte[12], new byte[message.Length - 16]);
        nonce[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), place);
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, message[..^16], message[^16..], plain, Encoding.ASCII.GetBytes(magic));
        return plain;
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
