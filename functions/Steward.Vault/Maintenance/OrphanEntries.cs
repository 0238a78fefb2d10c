using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;

namespace Steward.Vault.Maintenance;

/// <summary>Entries made from what packs say of themselves.</summary>
internal static class OrphanEntries
{
    // So many packs an object: their entries are sorted in memory.
    private const int Packs = 1_000;
    private const int Chunks = 150_000;

    /// <summary>Writes the entries of some packs as index objects below a prefix; gives their names.</summary>
    public static async Task<List<string>> WriteAsync(OpenVault vault, string prefix, IReadOnlyList<PackDirectory> packs, CancellationToken cancellation)
    {
        var (written, batch, chunks) = (new List<string>(), new List<PackDirectory>(), 0);
        foreach (var pack in packs)
        {
            batch.Add(pack);
            chunks += pack.Segments.Sum(s => s.Chunks.Count);
            if (batch.Count < Packs && chunks < Chunks) continue;
            written.AddRange(await WriteBatchAsync(vault, prefix, batch, cancellation));
            (batch, chunks) = ([], 0);
        }

        if (batch.Count > 0) written.AddRange(await WriteBatchAsync(vault, prefix, batch, cancellation));
        return written;
    }

    private static async Task<List<string>> WriteBatchAsync(OpenVault vault, string prefix, List<PackDirectory> packs, CancellationToken cancellation)
    {
        var batches = new IndexBatches(vault, prefix);
        foreach (var pack in packs) batches.Add(pack.Info);
        var entries = packs.SelectMany(pack => pack.Segments.SelectMany(segment => segment.Chunks.Select(chunk => (
            Entry: new IndexEntry(chunk.Id, 0, segment.Offset, segment.Length, chunk.Offset, chunk.Length), pack.Info))));
        foreach (var (entry, info) in entries.OrderBy(e => e.Entry.Id).DistinctBy(e => e.Entry.Id)) await batches.AddAsync(entry, info, cancellation);
        await batches.EndAsync(cancellation);
        return batches.Written;
    }
}
