using Steward.Gates.Assumptions;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>Judges what a release would be judged as now. It writes nothing and starts nothing.</summary>
/// <param name="collector">Takes the snapshot.</param>
/// <param name="gate">The gate of releases.</param>
/// <param name="whatIf">Judges with assumptions.</param>
/// <param name="time">The clock.</param>
public sealed class ReleasePreview(ReleaseCollector collector, ReleaseGate gate, WhatIf whatIf, TimeProvider time)
{
    /// <summary>What the release of a commit would be judged as, under assumptions.</summary>
    /// <param name="change">The product and the commit.</param>
    /// <param name="tag">The tag that it stands under; null: there is none yet.</param>
    /// <param name="phrases">What is assumed.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Supposition> JudgeAsync(ChangeId change, string? tag, IReadOnlyList<string> phrases, CancellationToken cancellation)
    {
        var request = new ReleaseRequest(change.Product, tag ?? change.Commit.Abbreviated, change.Commit, "steward", time.GetUtcNow());
        var facts = await collector.CollectAsync(request, cancellation) with { IsPreview = tag is null };
        return whatIf.Judge(facts.Head, head => gate.Judge(facts with { Head = head }), phrases);
    }
}
