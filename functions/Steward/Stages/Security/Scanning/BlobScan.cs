using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Security.Scanning;

/// <summary>Opens content from its beginning, as often as it is needed; the stream is the caller's.</summary>
internal delegate Task<Stream> Opening(CancellationToken cancellation);

/// <summary>Scans the blobs of one change, several at once; those with current evidence are left out.</summary>
/// <param name="source">Where blobs are read.</param>
/// <param name="ledger">Where evidence is looked for, and left.</param>
/// <param name="product">Whose blobs they are.</param>
internal sealed class BlobScan(ISource source, ILedger ledger, ProductId product)
{
    private const int AtOnce = 4;
    private int _scanned;
    private StewardException? _failure;

    /// <summary>How many blobs were really scanned.</summary>
    public int Scanned => _scanned;

    /// <summary>Scans; when something is Unavailable, keeps what was found and answers with the failure, naming the file, else with null.</summary>
    /// <param name="files">The files; submodules are left out.</param>
    /// <param name="isCurrent">True for evidence that makes a scan unnecessary.</param>
    /// <param name="scan">Makes the evidence about one content.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<StewardException?> RunAsync(
        IEnumerable<ReportedFile> files, Func<Evidence, bool> isCurrent, Func<CommitSha, Opening, CancellationToken, Task<Evidence>> scan, CancellationToken cancellation)
    {
        using var batch = new EvidenceBatch(ledger, product);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(files.Where(f => f.Kind != EntryKind.Submodule).DistinctBy(f => f.Blob), options, async (file, token) =>
        {
            if (Volatile.Read(ref _failure) is not null || await IsKnownAsync(file.Subject, isCurrent, token)) return;
            if (await ScanAsync(file, scan, token) is not { } evidence) return;
            await batch.AddAsync(evidence, token);
            Interlocked.Increment(ref _scanned);
        });
        await batch.FlushAsync(cancellation);
        return _failure;
    }

    private async Task<bool> IsKnownAsync(Subject blob, Func<Evidence, bool> isCurrent, CancellationToken cancellation)
    {
        await foreach (var entry in ledger.FindAsync(product, blob, cancellation))
        {
            if (isCurrent(entry.Evidence)) return true;
        }

        return false;
    }

    private async Task<Evidence?> ScanAsync(
        ReportedFile file, Func<CommitSha, Opening, CancellationToken, Task<Evidence>> scan, CancellationToken cancellation)
    {
        try
        {
            return await scan(file.Blob, token => source.OpenBlobAsync(file.Blob, token), cancellation);
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            Interlocked.CompareExchange(ref _failure, new StewardException(failure.Kind, $"{file.Path}: {failure.Message}", failure), null);
            return null;
        }
    }
}
