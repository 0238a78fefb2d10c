using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Release.Releases.Baselines;

/// <summary>Where a person takes over the history from before Steward, in their own name, before the first release.</summary>
/// <param name="sources">The repository.</param>
/// <param name="releases">Whether there was a release.</param>
/// <param name="ledger">Where it is kept.</param>
/// <param name="time">The clock.</param>
public sealed class BaselineDesk(ISourceCatalog sources, ReleaseReader releases, ILedger ledger, TimeProvider time)
{
    private const int MaxReason = 500;
    private const int AtOnce = 50;

    /// <summary>
    /// Takes a history over. Taking the same over again changes nothing; the newest counts. Forbidden below administer, Conflict after the first release,
    /// NotFound for a commit that is not there.
    /// </summary>
    public async Task<LedgerEntry> TakeAsync(ProductId product, BaselineRequest request, Caller caller, CancellationToken cancellation)
    {
        if (caller.Level < Baseline.Level) throw new StewardException(FailureKind.Forbidden, $"Taking a history over asks for the level {Baseline.Level.Word()}; {caller.Name} has {caller.Level.Word()}.");
        var reason = request.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > MaxReason || reason.Any(char.IsControl)) throw StewardException.Invalid($"A baseline needs a reason of 1 to {MaxReason} characters on one line. It is kept for good: no personal text.");
        var source = await sources.OpenAsync(product, cancellation);
        var commit = ReferenceName.IsValid(request.Commit ?? "") ? await source.ResolveAsync(request.Commit!, cancellation) : null;
        if (commit is not { } sha) throw StewardException.NotFound($"{product} has no commit '{Texts.Clip(request.Commit, 80)}'.");
        await RefuseAfterReleaseAsync(product, cancellation);
        var last = await LastAsync(ledger, product, cancellation);
        var count = (await source.GetCommitsAsync(CommitSha.None, sha, Baseline.MaxCounted, cancellation)).Count;
        var evidence = last is { } same && same.Baseline.Commit == sha && same.Baseline.Reason == reason ? same.Entry.Evidence : Make((product, sha, count, reason), caller, last?.Entry.Evidence);
        return (await ledger.AppendAsync(product, [evidence], cancellation))[0];
    }

    /// <summary>The newest baseline of a product, or null.</summary>
    internal static async Task<(LedgerEntry Entry, Baseline Baseline)?> LastAsync(ILedger ledger, ProductId product, CancellationToken cancellation)
    {
        (LedgerEntry, Baseline)? last = null;
        await foreach (var entry in ledger.FindAsync(product, Subject.Product(product), cancellation))
        {
            if (Baseline.From(entry) is { } baseline) last = (entry, baseline);
        }

        return last;
    }

    private Evidence Make((ProductId Product, CommitSha Commit, int Commits, string Reason) taken, Caller caller, Evidence? before)
    {
        var subject = Subject.Product(taken.Product);
        return new Evidence
        {
            Id = Evidence.IdFor(Baseline.Kind, subject, $"{taken.Commit} {caller.Name} {taken.Reason} after {before?.Id}"),
            Time = time.GetUtcNow(),
            Actor = caller.Name,
            Kind = Baseline.Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = $"{caller.Name} took {Texts.Count(taken.Commits, "commit")} up to {taken.Commit.Abbreviated} over as they were.",
            Details = Baseline.Details(taken.Commit, taken.Commits, taken.Reason),
        };
    }

    // Later it would be a way round the gate: what came since a release is processed, or waived by name.
    private async Task RefuseAfterReleaseAsync(ProductId product, CancellationToken cancellation)
    {
        for (long? before = null; ;)
        {
            var page = await releases.PageAsync(product, before, AtOnce, cancellation);
            if (page.Releases.FirstOrDefault(r => r.HasPassport) is { } released)
                throw new StewardException(FailureKind.Conflict, $"{product} was released already ({Texts.Clip(released.Tag, 60)}): only what lies before the first release can be taken over.");
            if ((before = page.Older) is null) return;
        }
    }
}
