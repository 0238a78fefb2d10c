using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Changes.Overlooked;

/// <summary>What one look through a ledger's new entries found.</summary>
/// <param name="Changes">Changes whose decision did not know evidence about them, each with its kind.</param>
/// <param name="From">The first entry looked at.</param>
/// <param name="Next">The first entry not looked at.</param>
public sealed record OverlookedChanges(IReadOnlyList<(ChangeId Change, string Kind)> Changes, long From, long Next);

/// <summary>
/// Finds changes that were decided without evidence that has come since: who stored it may have died before he could say so. Only what was
/// appended since the last look is read, so a look costs as much as there is new, and next to nothing where nothing is.
/// </summary>
/// <param name="ledger">The evidence.</param>
/// <param name="changes">What each decision knew.</param>
/// <param name="cursors">How far was looked.</param>
/// <param name="time">The clock.</param>
public sealed class OverlookedEvidence(ILedger ledger, IChangeStore changes, IEvidenceCursors cursors, TimeProvider time)
{
    /// <summary>How old evidence must be: what is younger is being announced at this moment.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The most entries of one look; the next one goes on there.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>Looks at the entries that came since the last look that was settled.</summary>
    public async Task<OverlookedChanges> LookAsync(ProductId product, CancellationToken cancellation)
    {
        var from = await cursors.GetAsync(product, cancellation);
        var (next, newest, now) = (from, new Dictionary<CommitSha, LedgerEntry>(), time.GetUtcNow());
        await foreach (var entry in ledger.ReadAsync(product, from, MaxEntries, cancellation))
        {
            // Evidence can carry a time that a slower clock has still before it: that is no reason to wait for it.
            if (entry.Evidence.Time <= now && now - entry.Evidence.Time < Patience) break;
            next = entry.Index + 1;
            if (CommitOf(entry.Evidence) is { } commit) newest[commit] = entry;
        }

        var overlooked = new List<(ChangeId Change, string Kind)>();
        foreach (var (commit, entry) in newest)
        {
            var change = new ChangeId(product, commit);
            if (await changes.GetAsync(change, cancellation) is { } record && IsOverlooked(record, entry)) overlooked.Add((change, entry.Evidence.Kind));
        }

        return new OverlookedChanges(overlooked, from, next);
    }

    /// <summary>Says that what a look found was done, so that it is not found again.</summary>
    public Task SettleAsync(ProductId product, OverlookedChanges looked, CancellationToken cancellation) =>
        looked.Next == looked.From ? Task.CompletedTask : cursors.PutAsync(product, looked.Next, cancellation);

    private static CommitSha? CommitOf(Evidence evidence) =>
        evidence.Subject.Kind == "commit" && !ChangeEvidence.IsOfDecision(evidence.Kind) && CommitSha.TryParse(evidence.Subject.Id, out var commit) ? commit : null;

    // What is not decided yet is decided with all that is there. A record from before decisions said what they knew goes by the time.
    private static bool IsOverlooked(ChangeRecord record, LedgerEntry entry) => record switch
    {
        { DecidedAt: null } => false,
        { Known: { } known } => entry.Index > known.OfCommit,
        _ => entry.Evidence.Time > record.DecidedAt,
    };
}
