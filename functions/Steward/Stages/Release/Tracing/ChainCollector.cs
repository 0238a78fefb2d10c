using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Tracing;

/// <summary>Reads evidence about many subjects at once, and proves it against one checkpoint.</summary>
public sealed class ChainCollector(ILedger ledger)
{
    private const int AtOnce = 16;
    private readonly SubjectIndex _index = new(ledger);

    /// <summary>The evidence about some subjects by subject, each in the order of the ledger.</summary>
    public async Task<IReadOnlyDictionary<Subject, IReadOnlyList<LedgerEntry>>> AboutAsync(
        ProductId product, IEnumerable<Subject> subjects, CancellationToken cancellation)
    {
        var asked = subjects.Distinct().ToList();
        if (await _index.FindAsync(product, asked, cancellation) is { } known) return known;
        var found = new ConcurrentDictionary<Subject, IReadOnlyList<LedgerEntry>>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(asked, options, async (subject, stop) =>
            found[subject] = await ledger.FindAsync(product, subject, stop).ToListAsync(stop));
        return found;
    }

    /// <summary>The entries in the order of the ledger, each once, with their proofs against one checkpoint that covers all of them.</summary>
    public async Task<(IReadOnlyList<TracedEvidence> Chain, Checkpoint? Checkpoint)> ProveAsync(
        ProductId product, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0) return ([], null);
        var checkpoint = await ledger.GetCheckpointAsync(product, cancellation)
            ?? throw StewardException.Unavailable($"The ledger of {product} has entries and no checkpoint; try again.");
        var proofs = await ledger.ProveInclusionsAsync(product, [.. entries.Select(e => e.Index)], checkpoint.Size, cancellation);
        return ([.. entries.Zip(proofs, (e, proof) => new TracedEvidence(TraceSteps.Of(e.Evidence.Kind), e.Index, e.Evidence, proof))], checkpoint);
    }

    /// <summary>The head that a commit was judged with, by the evidence about the commit; null when no change has brought it.</summary>
    internal static CommitSha? HeadOf(CommitSha commit, IReadOnlyList<LedgerEntry> about)
    {
        if (about.Any(e => e.Evidence.Kind == ChangeEvidence.Received)) return commit;
        var covered = about.LastOrDefault(e => e.Evidence.Kind == ChangeEvidence.Covered);
        return CommitSha.TryParse(ProductEvidence.Text(covered?.Evidence.Details, "head"), out var head) ? head : null;
    }
}
