using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;

namespace Steward.Vault.Maintenance;

/// <summary>Copies chunks of one segment into new packs; each is checked against its id first.</summary>
/// <param name="vault">The vault.</param>
/// <param name="run">The index that the entries are from.</param>
internal sealed class SegmentCopy(OpenVault vault, IndexRun run)
{
    /// <summary>Copies them. Invalid when the segment is damaged; a chunk that is not what it is named is Invalid too, or left out.</summary>
    public async Task RunAsync(IChunkWriter writer, IReadOnlyList<IndexEntry> entries, bool skipBad, CancellationToken cancellation)
    {
        var first = run.Place(entries[0]);
        var plain = await vault.Loader.LoadAsync(first);
        try
        {
            foreach (var entry in entries.OrderBy(e => e.Offset))
            {
                var isWithin = entry.Offset >= 0 && entry.Length > 0 && (long)entry.Offset + entry.Length <= plain.Length;
                if (isWithin && vault.Keys.IdOf(plain.Buffer.AsSpan(entry.Offset, entry.Length)) == entry.Id)
                    await writer.AddAsync(plain.Buffer.AsMemory(entry.Offset, entry.Length), first.Pack.Kind, cancellation);
                else if (!skipBad) throw vault.Loader.Damaged(first);
            }
        }
        finally
        {
            plain.GiveBack();
        }
    }
}
