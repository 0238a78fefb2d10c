using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Security.Antivirus;

/// <summary>Scans the blobs of one change, several at once; those with current evidence are left out.</summary>
internal sealed class BlobScanner(ISource source, IAntivirus antivirus, ILedger ledger, TimeProvider time)
{
    private const int AtOnce = 4;
    private int _scanned;
    private StewardException? _failure;

    /// <summary>How many blobs were really scanned.</summary>
    public int Scanned => _scanned;

    /// <summary>Scans; when the scanner breaks off, keeps what was found and answers with the failure, else with null.</summary>
    public async Task<StewardException?> ScanAsync(
        ProductId product, AntivirusEngine engine, IEnumerable<ReportedFile> files, CancellationToken cancellation)
    {
        using var batch = new EvidenceBatch(ledger, product);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(files.DistinctBy(f => f.Blob), options, async (file, token) =>
        {
            if (Volatile.Read(ref _failure) is not null || await IsKnownAsync(product, file.Blob, engine, token)) return;
            if (await ScanAsync(file, token) is not { } result) return;
            await batch.AddAsync(AntivirusEvidence.OfBlob(file.Blob, engine, result, time.GetUtcNow()), token);
            Interlocked.Increment(ref _scanned);
        });
        await batch.FlushAsync(cancellation);
        return _failure;
    }

    private async Task<bool> IsKnownAsync(ProductId product, CommitSha blob, AntivirusEngine engine, CancellationToken cancellation)
    {
        await foreach (var entry in ledger.FindAsync(product, Subject.Blob(blob), cancellation))
        {
            if (AntivirusEvidence.IsCurrent(entry.Evidence, engine)) return true;
        }

        return false;
    }

    private async Task<ScanResult?> ScanAsync(ReportedFile file, CancellationToken cancellation)
    {
        try
        {
            await using var content = await source.OpenBlobAsync(file.Blob, cancellation);
            return await antivirus.ScanAsync(content, cancellation);
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            Interlocked.CompareExchange(ref _failure, new StewardException(failure.Kind, $"{file.Path}: {failure.Message}", failure), null);
            return null;
        }
    }
}
