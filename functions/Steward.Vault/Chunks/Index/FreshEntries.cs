using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Index;

/// <summary>What was written since the last flush, in memory. Not for several threads at once.</summary>
internal sealed class FreshEntries
{
    private readonly Dictionary<ChunkId, ChunkPlace> _places = [];

    public int Count => _places.Count;

    public void Add(FinishedPack pack)
    {
        foreach (var segment in pack.Segments)
        {
            foreach (var chunk in segment.Chunks)
                _places[chunk.Id] = new ChunkPlace(pack.Info, segment.Offset, segment.Length, chunk.Offset, chunk.Length);
        }
    }

    public bool TryFind(ChunkId id, out ChunkPlace place) => _places.TryGetValue(id, out place);

    /// <summary>The whole as an index object.</summary>
    public byte[] Write(byte[] key)
    {
        var sorted = _places.Keys.ToArray();
        Array.Sort(sorted);
        var packs = _places.Values.Select(p => p.Pack).Distinct().ToList();
        var numbers = packs.Index().ToDictionary(p => p.Item, p => p.Index);
        using var target = new MemoryStream(ObjectCipher.HeaderBytes + (sorted.Length * (IndexFormat.EntryBytes + 1)) + (packs.Count * IndexFormat.PackBytes) + 256);
        using var writer = new IndexWriter(target, key, packs);
        foreach (var id in sorted)
        {
            var place = _places[id];
            writer.Add(new IndexEntry(id, numbers[place.Pack], place.SegmentOffset, place.SegmentLength, place.Offset, place.Length));
        }

        writer.Finish([]);
        return target.ToArray();
    }
}
