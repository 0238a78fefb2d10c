using System.Buffers;
using Steward.Kernel;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Reading;

/// <summary>Fetches a segment, decrypts and expands it.</summary>
/// <param name="store">Where the packs lie.</param>
/// <param name="keys">The vault's keys.</param>
/// <param name="codec">Expands segments.</param>
internal sealed class SegmentLoader(IVaultStore store, VaultKeys keys, SegmentCodec codec)
{
    public async Task<Decoded> LoadAsync(ChunkPlace place)
    {
        Check(place);
        var rented = ArrayPool<byte>.Shared.Rent(place.SegmentLength);
        try
        {
            await store.ReadAsync(ObjectNames.PackOf(place.Pack.Hash), place.SegmentOffset, rented.AsMemory(0, place.SegmentLength), CancellationToken.None);
            return Open(place, rented.AsSpan(0, place.SegmentLength));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public StewardException Damaged(ChunkPlace place) =>
        StewardException.Invalid($"{ObjectNames.PackOf(place.Pack.Hash)} in {store.Address} is damaged at byte {place.SegmentOffset}: what lies there is not what was written. Run 'steward vault verify --data', which names the files that need it.");

    // No memory is taken for lengths that cannot be.
    private void Check(ChunkPlace place)
    {
        if (place.SegmentOffset < ObjectCipher.HeaderBytes || place.SegmentLength < SegmentFormat.HeaderBytes + Nonces.TagBytes
            || (long)place.SegmentOffset + place.SegmentLength > Math.Min(place.Pack.Length, PackFormat.MaxBytes)) throw Damaged(place);
    }

    private Decoded Open(ChunkPlace place, Span<byte> stored)
    {
        using var cipher = new ObjectCipher(keys.Packs, place.Pack.Salt, PackFormat.Magic);
        var plain = stored[..^Nonces.TagBytes];
        return cipher.Decrypt(MessageKind.Body, place.SegmentOffset, stored, plain) ? codec.Decode(plain) : throw Damaged(place);
    }
}
