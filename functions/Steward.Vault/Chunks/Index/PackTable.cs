using System.Buffers.Binary;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Index;

/// <summary>The packs of an index, read frame by frame as they are asked for.</summary>
/// <param name="count">How many there are.</param>
/// <param name="load">Decrypts a frame.</param>
internal sealed class PackTable(int count, Func<int, byte[]> load)
{
    private readonly PackInfo?[] _packs = new PackInfo?[count];

    public PackInfo this[int number]
    {
        get
        {
            if ((uint)number >= (uint)count) throw IndexDirectory.Wrong();
            if (_packs[number] is null) Load(number / IndexFormat.PacksPerFrame);
            return _packs[number]!;
        }
    }

    private void Load(int number)
    {
        var frame = load(number);
        for (var at = 0; at < frame.Length; at += IndexFormat.PackBytes)
            _packs[(number * IndexFormat.PacksPerFrame) + (at / IndexFormat.PackBytes)] ??= Read(frame.AsSpan(at));
    }

    private static PackInfo Read(ReadOnlySpan<byte> bytes)
    {
        var (length, kind) = (BinaryPrimitives.ReadInt32LittleEndian(bytes[64..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[68..]));
        if (length is <= 0 or > PackFormat.MaxBytes || kind is < 0 or > (int)ChunkKind.Listing) throw IndexDirectory.Wrong();
        return new PackInfo(Convert.ToHexStringLower(bytes[..32]), bytes.Slice(32, ObjectCipher.SaltBytes).ToArray(), length, (ChunkKind)kind);
    }
}
