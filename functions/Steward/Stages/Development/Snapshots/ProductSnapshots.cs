using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Keeps a product's newest snapshot young. One at a time: a snapshot covers all products, so who waited finds the other's.</summary>
public sealed class ProductSnapshots(ITableArchive archive, IProductStore products, ILedger ledger, TimeProvider time) : IDisposable
{
    private const int Newest = 5;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Records a snapshot that is younger than <paramref name="maxAge"/> with the product: one that lies there already, or a new one.</summary>
    public async Task EnsureAsync(ProductId product, string stamp, TimeSpan maxAge, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var oldest = time.GetUtcNow() - maxAge;
            if (await IsRecordedAsync(product, oldest, cancellation)) return;
            var snapshot = await FindAsync(product, oldest, cancellation) ?? await archive.TakeAsync(stamp, cancellation);
            await ledger.AppendAsync(product, [SnapshotEvidence.Of(product, snapshot)], cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<bool> IsRecordedAsync(ProductId product, DateTimeOffset oldest, CancellationToken cancellation)
    {
        await foreach (var entry in ledger.FindAsync(product, Subject.Product(product), cancellation))
            if (entry.Evidence.Kind == SnapshotEvidence.Kind && entry.Evidence.Time > oldest) return true;
        return false;
    }

    // A snapshot from before the product's registration has nothing of it.
    private async Task<StoredSnapshot?> FindAsync(ProductId product, DateTimeOffset oldest, CancellationToken cancellation)
    {
        if (await products.GetAsync(product, cancellation) is not { } registered) return null;
        var known = await archive.ListAsync(Newest, cancellation);
        return known.FirstOrDefault(s => s.Manifest.StartedAt > oldest && s.Manifest.StartedAt >= registered.RegisteredAt);
    }
}
