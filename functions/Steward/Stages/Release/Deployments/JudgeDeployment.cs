using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Policy;
using Steward.Products;

namespace Steward.Stages.Release.Deployments;

/// <summary>Judges a deployment by the evidence there is now: approve, reject, or wait for what is still awaited, as long as the policy's patience lasts.</summary>
public sealed class JudgeDeployment(IProductStore products, PolicyLoader policies, DeploymentJudge judge, DeploymentLedger ledger, TimeProvider time)
    : IActivity<DeploymentRequest, DeploymentJudgement>
{
    /// <inheritdoc/>
    public static string Name => "JudgeDeployment";

    /// <inheritdoc/>
    public async Task<DeploymentJudgement> RunAsync(DeploymentRequest input, CancellationToken cancellation)
    {
        if (await products.GetAsync(input.Product, cancellation) is null) return Unrecorded(DeploymentText.Unknown(input));
        if (input.Commit.IsNone) return Unrecorded(DeploymentText.NoCommit(input));
        await ledger.AskedAsync(input, cancellation);
        var reading = await policies.LoadAsync(new ChangeId(input.Product, input.Commit), cancellation);
        var policy = reading.Policy.Get(DeploymentPolicy.Section);
        if (!policy.AsksFor(input.Environment))
            return new DeploymentJudgement(DeploymentState.Approved, Verdict.NotNeeded, DeploymentText.NotAskedFor(input), "", null, policy.Patience);
        var judged = await judge.JudgeAsync(input, known: null, cancellation);
        var isOver = time.GetUtcNow() >= input.AskedAt + policy.Patience;
        var state = judged.Tree.Verdict.LetsThrough() ? DeploymentState.Approved
            : judged.IsAwaited && !isOver ? DeploymentState.Waiting
            : DeploymentState.Rejected;
        var what = $"{(judged.Tag.Length > 0 ? $"{judged.Tag} at " : "")}{input.Commit.Abbreviated}";
        var comment = DeploymentText.Judged(input, judged.Tree, state, judged.IsAwaited && isOver ? $"the patience of release.deployments is over for {what}" : what);
        var digest = state == DeploymentState.Waiting ? null : await ledger.KeepAsync(input, judged, cancellation);
        return new DeploymentJudgement(state, judged.Tree.Verdict, comment, judged.Tag, digest, policy.Patience);
    }

    private static DeploymentJudgement Unrecorded(string comment) =>
        new(DeploymentState.Rejected, Verdict.Error, comment, "", null, TimeSpan.Zero) { IsUnrecorded = true };
}
