using Steward.Kernel;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Reading;

/// <summary>Reads chunks by their segments.</summary>
/// <param name="store">Where the packs lie.</param>
/// <param name="keys">The vault's keys.</param>
/// <param name="index">Which chunk lies where.</param>
/// <param name="codec">Expands segments.</param>
internal sealed class ChunkReader(IVaultStore store, VaultKeys keys, VaultIndex index, SegmentCodec codec) : IChunkReader
{
    private readonly Lock _lock = new();
    private (string Pack, int Offset, byte[] Plain)? _last;

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ChunkId id, CancellationToken cancellation)
    {
        if (!index.TryFind(id, out var place))
            throw StewardException.NotFound($"No index of the vault at {store.Address} knows the chunk {id}. Run 'steward vault verify', which names the files that need it.");
        var segment = await SegmentAsync(place, cancellation);
        if (place.Offset < 0 || place.Length < 0 || (long)place.Offset + place.Length > segment.Length) throw Damaged(place);
        var chunk = segment.AsMemory(place.Offset, place.Length);
        return keys.IdOf(chunk.Span) == id ? chunk : throw Damaged(place);
    }

    public void Expect(IReadOnlyList<ChunkId> ids)
    {
        // A hint.
    }

    public int? LengthOf(ChunkId id) => index.TryFind(id, out var place) ? place.Length : null;

    private async ValueTask<byte[]> SegmentAsync(ChunkPlace place, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_last is { } last && last.Pack == place.Pack.Hash && last.Offset == place.SegmentOffset) return last.Plain;
        }

        var stored = new byte[place.SegmentLength];
        await store.ReadAsync(ObjectNames.PackOf(place.Pack.Hash), place.SegmentOffset, stored, cancellation);
        var plain = Open(place, stored);
        lock (_lock) _last = (place.Pack.Hash, place.SegmentOffset, plain);
        return plain;
    }

    private byte[] Open(ChunkPlace place, byte[] stored)
    {
        using var cipher = new ObjectCipher(keys.Packs, place.Pack.Salt, Packs.PackFormat.Magic);
        var decrypted = new byte[stored.Length - Nonces.TagBytes];
        return cipher.Decrypt(MessageKind.Body, place.SegmentOffset, stored, decrypted) ? codec.Decode(decrypted) : throw Damaged(place);
    }

    private StewardException Damaged(ChunkPlace place) =>
        StewardException.Invalid($"{ObjectNames.PackOf(place.Pack.Hash)} in {store.Address} is damaged at byte {place.SegmentOffset}: what lies there is not what was written. Run 'steward vault verify --data', which names the files that need it.");
}
