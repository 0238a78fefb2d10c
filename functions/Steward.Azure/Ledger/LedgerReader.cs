using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Azure.Ledger;

/// <summary>Reads the rows of ledgers.</summary>
/// <param name="storage">Where they lie.</param>
internal sealed class LedgerReader(StorageAccount storage)
{
    /// <summary>The end of a ledger.</summary>
    public async Task<LedgerHead> HeadAsync(ProductId product, CancellationToken cancellation) =>
        await LedgerHead.ReadAsync(await TableAsync(), LedgerRows.PartitionOf(product), cancellation);

    /// <summary>The leaves from an index on, in order. Throws Invalid at a gap.</summary>
    public async IAsyncEnumerable<byte[]> LeavesAsync(ProductId product, long first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = first;
        var rows = (await TableAsync()).QueryAsync<TableEntity>(
            LedgerRows.BatchesFrom(LedgerRows.PartitionOf(product), first), cancellationToken: cancellation);
        await foreach (var row in StorageErrors.Translate(rows))
        {
            foreach (var (index, leaf) in LedgerRows.LeavesOf(row))
            {
                if (index < next) continue;
                if (index > next) throw StewardException.Invalid($"The ledger of {product} lacks entry {next}; restore it from a snapshot.");
                yield return leaf;
                next++;
            }
        }
    }

    /// <summary>All evidence about a subject, in the order of the ledger.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> AboutAsync(ProductId product, Subject subject, CancellationToken cancellation)
    {
        var rows = (await TableAsync()).QueryAsync<TableEntity>(
            LedgerRows.About(LedgerRows.PartitionOf(product), subject), cancellationToken: cancellation);
        var found = new List<LedgerEntry>();
        await foreach (var row in StorageErrors.Translate(rows))
        {
            // A subject may begin like another one.
            var entry = LedgerRows.EntryOf(row);
            if (entry.Evidence.Subject == subject) found.Add(entry);
        }

        found.Sort((a, b) => a.Index.CompareTo(b.Index));
        return found;
    }

    private Task<TableClient> TableAsync() => storage.TableAsync(LedgerRows.Table);
}
