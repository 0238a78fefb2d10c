using Steward.Kernel;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Writing;

namespace Steward.Vault.Maintenance;

/// <summary>Writes what is needed of packs that are mostly dead into new ones. The new places are in the index before the old packs are condemned.</summary>
/// <param name="vault">The vault.</param>
/// <param name="map">Which chunks are needed.</param>
/// <param name="time">The clock.</param>
internal sealed class PruneRewriting(OpenVault vault, ChunkMap map, TimeProvider time)
{
    // So many chunks at a time: memory is bounded, and the next prune does the rest.
    private const int MaxChunks = 300_000;

    /// <summary>What could not be read, one sentence each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Gives the packs that are no longer needed then; one that is damaged is not among them.</summary>
    public async Task<HashSet<int>> RunAsync(IEnumerable<int> packs, CancellationToken cancellation)
    {
        var (wanted, entries) = Choose([.. packs]);
        using var nothing = new VaultIndex(vault.Store, vault.Keys, new IndexFolder(null, ""), time);
        await using var writer = new ChunkWriter(new WriterState(vault.Store, vault.Keys, nothing, vault.Codec));
        foreach (var pack in entries.GroupBy(e => e.Pack))
        {
            try
            {
                foreach (var segment in pack.OrderBy(e => e.SegmentOffset).GroupBy(e => e.SegmentOffset))
                    await new SegmentCopy(vault, map.Live).RunAsync(writer, [.. segment], skipBad: false, cancellation);
            }
            catch (StewardException damaged) when (damaged.Kind is FailureKind.Invalid or FailureKind.NotFound)
            {
                wanted.Remove(pack.Key);
                Problems.Add(damaged.Message);
            }
        }

        await writer.FlushAsync(cancellation);
        return wanted;
    }

    private (HashSet<int> Packs, List<IndexEntry> Entries) Choose(HashSet<int> wanted)
    {
        var (entries, position, most) = (new List<IndexEntry>(), 0, wanted.Count == 1 ? int.MaxValue : MaxChunks);
        foreach (var entry in map.Live.All())
            if (map.LiveMarks[position++] && wanted.Contains(entry.Pack) && entries.Count < most) entries.Add(entry);
        if (entries.Count < most) return (wanted, entries);
        // The last pack that is whole in the list cannot be known from ids: take half of the packs and look again.
        return Choose([.. wanted.Take(Math.Max(1, wanted.Count / 2))]);
    }
}
