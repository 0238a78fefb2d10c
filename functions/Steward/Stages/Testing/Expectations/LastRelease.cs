using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Finds the newest version that was let through, by the evidence that releases leave.</summary>
/// <param name="ledger">The evidence.</param>
public sealed class LastRelease(ILedger ledger)
{
    // The release stage is not known here: these are its kinds of evidence.
    private const string Named = "release.named";
    private const string Decided = "release.decided";
    private const string Covered = "change.covered";
    private const string Results = "results.received";

    /// <summary>A version with the evidence about its commit.</summary>
    /// <param name="Tag">Its tag.</param>
    /// <param name="Commit">The commit whose results count: its own, or that of the push that it came with.</param>
    /// <param name="About">The evidence about that commit.</param>
    public sealed record Version(string Tag, CommitSha Commit, IReadOnlyList<Evidence> About);

    /// <summary>The version, or null when none was let through yet.</summary>
    public async Task<Version?> FindAsync(ProductId product, CancellationToken cancellation)
    {
        var named = await ledger.FindAsync(product, Subject.Product(product), cancellation).Where(e => e.Evidence.Kind == Named).Select(e => e.Evidence).ToListAsync(cancellation);
        foreach (var release in Enumerable.Reverse(named))
        {
            if (release.Details?["tag"]?.GetValue<string>() is not { } tag || !CommitSha.TryParse(release.Details["commit"]?.GetValue<string>(), out var commit)) continue;
            var decided = (await AboutAsync(product, Subject.Release(tag, commit), cancellation)).LastOrDefault(e => e.Kind == Decided);
            if (decided?.Outcome == EvidenceOutcome.Pass) return await WithResultsAsync(product, tag, commit, cancellation);
        }

        return null;
    }

    // A commit that came along in a push was tested with its head.
    private async Task<Version> WithResultsAsync(ProductId product, string tag, CommitSha commit, CancellationToken cancellation)
    {
        var about = await AboutAsync(product, Subject.Commit(commit), cancellation);
        var head = about.LastOrDefault(e => e.Kind == Covered)?.Details?["head"]?.GetValue<string>();
        if (about.Exists(e => e.Kind == Results) || !CommitSha.TryParse(head, out var with)) return new Version(tag, commit, about);
        return new Version(tag, with, await AboutAsync(product, Subject.Commit(with), cancellation));
    }

    private async Task<List<Evidence>> AboutAsync(ProductId product, Subject subject, CancellationToken cancellation) =>
        await ledger.FindAsync(product, subject, cancellation).Select(e => e.Evidence).ToListAsync(cancellation);
}
