using System.Runtime.CompilerServices;
using Steward.Vault.Chunks;

namespace Steward.Vault.Entries;

/// <summary>Reads a listing chunk by chunk: in memory is what stands in one of them. Everything is checked: order, paths, numbers.</summary>
/// <param name="reader">Reads the chunks.</param>
/// <param name="listing">The chunks of the listing, as they stand in the snapshot.</param>
public sealed class ListingReader(IChunkReader reader, IReadOnlyList<ChunkId> listing)
{
    private const int Ahead = 8;

    /// <summary>The entries in their order. Invalid or NotFound, with what is wrong, when the listing cannot be read.</summary>
    public async IAsyncEnumerable<Entry> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var batch in BatchesAsync(cancellation))
            foreach (var entry in batch)
                yield return entry;
    }

    /// <summary>The same, a chunk's entries at a time: cheaper where there are millions. The last entry of a batch comes with the next one, for it may go on there.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Entry>> BatchesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Entry? last = null;
        for (var i = 0; i < listing.Count; i++)
        {
            if (i % Ahead == 0) reader.Expect([.. listing.Skip(i).Take(2 * Ahead)]);
            var batch = new List<Entry>();
            if (last is not null) batch.Add(last);
            using (var chunk = await reader.RentAsync(listing[i], cancellation)) EntryDecoder.Decode(chunk.Bytes, batch);
            if (batch.Count == 0) throw EntryDecoder.Damaged("a chunk of it is empty");
            last = batch[^1];
            batch.RemoveAt(batch.Count - 1);
            yield return batch;
        }

        if (last is not null) yield return [last];
    }
}
