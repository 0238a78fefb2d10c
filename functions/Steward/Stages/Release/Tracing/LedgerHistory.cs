using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Tracing;

/// <summary>Some evidence of a product, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Older">The index before which the older ones stand; null when there are none.</param>
/// <param name="Size">The number of entries of the whole ledger.</param>
public sealed record HistoryPart(IReadOnlyList<LedgerEntry> Entries, long? Older, long Size);

/// <summary>Reads the ledger of a product from its end, as far as somebody wants to see it.</summary>
public sealed class LedgerHistory(ILedger ledger, TimeProvider time)
{
    /// <summary>The most entries that are looked through for one page; the next page goes on where it stopped.</summary>
    public const int MaxLooked = 20_000;

    private const int Block = 1_000;

    // Evidence carries the time of whoever made it, and stands where it arrived: a single old one says nothing of those before it, a whole block does.
    private const int LateDays = 1;

    /// <summary>A page of what is wanted, from before an index on.</summary>
    public async Task<HistoryPart> PageAsync(ProductId product, HistoryFilter filter, long? before, int count, CancellationToken cancellation)
    {
        var size = (await ledger.GetCheckpointAsync(product, cancellation))?.Size ?? 0;
        var (found, looked, now) = (new List<LedgerEntry>(), 0, time.GetUtcNow());
        await foreach (var entry in AllAsync(product, filter, Math.Min(before ?? size, size), cancellation))
        {
            if (found.Count == count || looked++ == MaxLooked) return new HistoryPart(found, entry.Index + 1, size);
            if (filter.Takes(entry.Evidence, now)) found.Add(entry);
        }

        return new HistoryPart(found, null, size);
    }

    /// <summary>All that is wanted, newest first.</summary>
    public async IAsyncEnumerable<LedgerEntry> ReadAsync(
        ProductId product, HistoryFilter filter, long? before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var size = (await ledger.GetCheckpointAsync(product, cancellation))?.Size ?? 0;
        var now = time.GetUtcNow();
        await foreach (var entry in AllAsync(product, filter, Math.Min(before ?? size, size), cancellation))
            if (filter.Takes(entry.Evidence, now)) yield return entry;
    }

    private async IAsyncEnumerable<LedgerEntry> AllAsync(
        ProductId product, HistoryFilter filter, long end, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (filter.Subject is { } subject)
        {
            var about = await ledger.FindAsync(product, subject, cancellation).Where(e => e.Index < end).ToListAsync(cancellation);
            for (var i = about.Count - 1; i >= 0; i--) yield return about[i];
            yield break;
        }

        var since = filter.Days is { } days ? time.GetUtcNow().AddDays(-days - LateDays) : DateTimeOffset.MinValue;
        for (var start = end; start > 0; end = start)
        {
            start = Math.Max(0, end - Block);
            var block = await ledger.ReadAsync(product, start, (int)(end - start), cancellation).ToListAsync(cancellation);
            if (block.TrueForAll(e => e.Evidence.Time < since)) yield break;
            for (var i = block.Count - 1; i >= 0; i--) yield return block[i];
        }
    }
}
