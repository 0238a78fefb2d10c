using Steward.Gates;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Deployments;

/// <summary>Judges what is deployed by the gate of releases as it is now: the release of its tag, or a candidate without one. Writes nothing.</summary>
public sealed class DeploymentJudge(ISourceCatalog sources, ReleaseCollector collector, ReleaseGate gate)
{
    private const string Tags = "refs/tags/";

    /// <summary>Judges a deployment.</summary>
    /// <param name="request">The deployment.</param>
    /// <param name="known">The tag that it was let through by, wherever that points now; null: the one that it names, if it is one.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<JudgedDeployment> JudgeAsync(DeploymentRequest request, string? known, CancellationToken cancellation)
    {
        var tag = known ?? await TagAsync(request, cancellation);
        var release = new ReleaseRequest(request.Product, tag ?? request.Commit.Abbreviated, request.Commit, request.Actor, request.AskedAt);
        var facts = await collector.CollectAsync(release, cancellation) with { IsPreview = tag is null };
        var tree = gate.Judge(facts);
        return new JudgedDeployment(tag ?? "", tree, facts.Findings, IsAwaited(facts, tree));
    }

    // A candidate is judged without waiting; here somebody waits for it, so a change on its way is awaited all the same.
    private static bool IsAwaited(ReleaseFacts facts, VerdictNode tree) =>
        tree.Walk().Any(n => n.Node.AwaitUntil > facts.Head.Now)
        || (facts.IsPreview && (facts.Commits.Any(c => c.StillOpen) || facts.Commits.FirstOrDefault(c => c.Sha == facts.Request.Commit)?.Decision is null));

    private async Task<string?> TagAsync(DeploymentRequest request, CancellationToken cancellation)
    {
        var name = request.Ref.StartsWith(Tags, StringComparison.Ordinal) ? request.Ref[Tags.Length..] : request.Ref;
        if (name.Length == 0 || !ReferenceName.IsValid(Tags + name)) return null;
        var source = await sources.OpenAsync(request.Product, cancellation);
        return await source.ResolveAsync(Tags + name, cancellation) == request.Commit ? name : null;
    }
}

/// <summary>What was judged.</summary>
/// <param name="Tag">The tag; empty for a candidate without one.</param>
/// <param name="Tree">The verdict tree.</param>
/// <param name="Findings">What was found out for it and is in no ledger yet.</param>
/// <param name="IsAwaited">True while something of it may still come.</param>
public sealed record JudgedDeployment(string Tag, VerdictNode Tree, IReadOnlyList<UnrecordedEvidence> Findings, bool IsAwaited);
