using Steward.Engine;
using Steward.Gates;
using Steward.Stages.Release.Releases.Publishing;

namespace Steward.Stages.Release.Deployments;

/// <summary>
/// Judges a deployment at this very moment that was let through before: leaves <c>deployment.status</c>, and where it no longer is let through
/// <c>deployment.rechecked</c>, which the release's check run says too.
/// </summary>
public sealed class RecheckDeployment(DeploymentJudge judge, DeploymentLedger ledger, IReleasePublisher publisher, TimeProvider time)
    : IActivity<DeploymentStatusSeen, Verdict?>
{
    /// <inheritdoc/>
    public static string Name => "RecheckDeployment";

    /// <inheritdoc/>
    public async Task<Verdict?> RunAsync(DeploymentStatusSeen input, CancellationToken cancellation)
    {
        var request = input.Request;
        if (await ledger.FindDecidedAsync(request.Product, request.Commit, request.Deployment, cancellation) is not { } decided) return null;
        if (decided.Details?["verdict"]?.GetValue<string>() == nameof(Verdict.NotNeeded)) return Verdict.NotNeeded; // its environment was not asked for
        var tag = decided.Details?["tag"]?.GetValue<string>();
        var judged = await judge.JudgeAsync(request, string.IsNullOrEmpty(tag) ? null : tag, cancellation);
        await ledger.StatusAsync(input, judged, cancellation);
        if (judged.Tree.Verdict.LetsThrough()) return judged.Tree.Verdict;
        var name = judged.Tag.Length > 0 ? judged.Tag : request.Commit.Abbreviated;
        var shown = new ShownRelease(request.Product, name, request.Commit, decided.Time, time.GetUtcNow(), judged.Tree)
        {
            Alert = $"{name} is no longer let through, and its deployment to {request.Environment} is {input.State}.",
        };
        await publisher.PublishAsync(shown, cancellation);
        return judged.Tree.Verdict;
    }
}
