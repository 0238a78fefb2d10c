using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Code;

/// <summary>
/// Keeps <see cref="ProcessedBlobs"/>: it was saved with an earlier release, bound to the ledger by the digest in its evidence, and only what came since is read.
/// </summary>
/// <param name="ledger">The evidence.</param>
/// <param name="payloads">Where folds are saved.</param>
public sealed class ProcessedIndex(ILedger ledger, IPayloadStore payloads)
{
    /// <summary>From so many new entries on a fold is worth saving.</summary>
    public const int WorthSaving = 1_000;

    private const int ReadAtOnce = 20_000;

    /// <summary>What is known now of every blob, and the evidence to be appended where it is worth being saved.</summary>
    public async Task<(ProcessedBlobs Blobs, UnrecordedEvidence? Saved)> ReadAsync(
        ProductId product, IReadOnlyList<string> kinds, DateTimeOffset now, CancellationToken cancellation)
    {
        var blobs = await LoadAsync(product, kinds, cancellation) ?? new ProcessedBlobs(kinds);
        var before = blobs.Size;
        for (long first; (first = blobs.Size) >= 0;)
        {
            await foreach (var entry in ledger.ReadAsync(product, first, ReadAtOnce, cancellation)) blobs.Take(entry);
            if (blobs.Size == first) break;
        }

        return (blobs, blobs.Size - before >= WorthSaving ? Save(blobs, now) : null);
    }

    /// <summary>The evidence itself.</summary>
    public async Task<Evidence?> FindAsync(ProductId product, FoundFile found, CancellationToken cancellation) =>
        (await ledger.FindAsync(product, Subject.Blob(found.Blob), cancellation).FirstOrDefaultAsync(e => e.Index == found.Entry, cancellation))?.Evidence;

    private async Task<ProcessedBlobs?> LoadAsync(ProductId product, IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        var saved = await ledger.FindAsync(product, ProcessedBlobs.Place, cancellation).LastOrDefaultAsync(e => e.Evidence.Kind == ProcessedBlobs.Kind, cancellation);
        if (saved?.Evidence.Payload is not { } digest || await payloads.GetAsync(product, digest, cancellation) is not { } bytes) return null;
        return ProcessedBlobs.TryRead(bytes, kinds);
    }

    private static UnrecordedEvidence? Save(ProcessedBlobs blobs, DateTimeOffset now)
    {
        var bytes = blobs.ToBytes();
        if (bytes.Length > IPayloadStore.MaxBytes) return null;
        var digest = Digest.Sha256(bytes);
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(ProcessedBlobs.Kind, ProcessedBlobs.Place, digest),
            Time = now,
            Actor = "steward",
            Kind = ProcessedBlobs.Kind,
            Subject = ProcessedBlobs.Place,
            Outcome = EvidenceOutcome.Info,
            Details = new JsonObject { ["entries"] = blobs.Size, ["blobs"] = blobs.Count },
            Payload = digest,
        };
        return new UnrecordedEvidence(evidence, bytes);
    }
}
