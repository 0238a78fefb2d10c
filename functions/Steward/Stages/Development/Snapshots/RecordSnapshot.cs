using Steward.Engine;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Leaves <c>snapshot.taken</c> with every product that a snapshot covers: those registered before it began. Says how many.</summary>
public sealed class RecordSnapshot(IProductStore products, ILedger ledger) : IActivity<StoredSnapshot, int>
{
    /// <inheritdoc/>
    public static string Name => "RecordSnapshot";

    /// <inheritdoc/>
    public async Task<int> RunAsync(StoredSnapshot input, CancellationToken cancellation)
    {
        var recorded = 0;
        await foreach (var product in products.ListAsync(cancellation))
        {
            if (product.RegisteredAt > input.Manifest.StartedAt) continue;
            await ledger.AppendAsync(product.Id, [SnapshotEvidence.Of(product.Id, input)], cancellation);
            recorded++;
        }

        return recorded;
    }
}
