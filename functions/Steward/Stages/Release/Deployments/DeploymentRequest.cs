using Steward.Gates;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>A deployment that waits for Steward's word: the input of its orchestration.</summary>
/// <param name="Product">The product.</param>
/// <param name="Deployment">What tells it from others of the product: GitHub's id of the deployment.</param>
/// <param name="Environment">The environment of GitHub.</param>
/// <param name="Ref">What is deployed, as it was named: a branch, tag or commit; may be empty.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Callback">Where the answer goes.</param>
public sealed record DeploymentRequest(
    ProductId Product, string Deployment, string Environment, string Ref, CommitSha Commit, string Actor, DateTimeOffset AskedAt, DeploymentCallback Callback)
{
    /// <summary>The request of an event.</summary>
    public static DeploymentRequest Of(DeploymentGateAsked asked, DateTimeOffset now) => new(
        asked.Product, IdOf(asked), asked.Environment, asked.Ref, asked.Head, asked.Actor, now,
        new DeploymentCallback(asked.CallbackHost, asked.CallbackPath, asked.Environment));

    // Reduced payloads may lack the id; a run deploys to an environment once.
    private static string IdOf(DeploymentGateAsked asked) =>
        asked.Deployment > 0 ? $"{asked.Deployment}" : Digest.Sha256($"{asked.CallbackPath}\n{asked.Environment}")[..16];
}

/// <summary>Where the answer about a deployment goes.</summary>
/// <param name="Host">The host (and port) that the event named; only the API's own is answered.</param>
/// <param name="Path">The path below the API's root.</param>
/// <param name="Environment">The environment that is answered for.</param>
public sealed record DeploymentCallback(string Host, string Path, string Environment);

/// <summary>What is to become of a deployment.</summary>
public enum DeploymentState
{
    /// <summary>Something is still awaited.</summary>
    Waiting,

    /// <summary>It may go on.</summary>
    Approved,

    /// <summary>It may not.</summary>
    Rejected,
}

/// <summary>What was judged of a deployment.</summary>
/// <param name="State">What is to become of it.</param>
/// <param name="Verdict">The gate's verdict.</param>
/// <param name="Comment">What people read, at most <see cref="DeploymentText.MaxLength"/> characters.</param>
/// <param name="Tag">The tag of the release; empty for a candidate without one.</param>
/// <param name="Tree">The digest of the verdict tree in the payload store; null when nothing was judged.</param>
/// <param name="Patience">How long the deployment waits in all.</param>
public sealed record DeploymentJudgement(DeploymentState State, Verdict Verdict, string Comment, string Tag, string? Tree, TimeSpan Patience)
{
    /// <summary>True where there is no ledger to say it in, or nothing to say it of: the product is not under Steward's care, or no commit was named.</summary>
    public bool IsUnrecorded { get; init; }
}

/// <summary>What <see cref="AnswerDeployment"/> and <see cref="ReportDeployment"/> are given.</summary>
/// <param name="Request">The deployment.</param>
/// <param name="Judgement">What was judged.</param>
public sealed record DeploymentAnswer(DeploymentRequest Request, DeploymentJudgement Judgement);

/// <summary>What became of an answer.</summary>
/// <param name="Reception">How it was taken.</param>
/// <param name="RetryAfter">How long to wait before it is given again, where GitHub said so.</param>
public sealed record DeploymentReply(AnswerReception Reception, TimeSpan? RetryAfter = null);

/// <summary>How an answer was taken.</summary>
public enum AnswerReception
{
    /// <summary>It holds.</summary>
    Taken,

    /// <summary>Nobody waits for it any more: it was decided by others, or the run is gone.</summary>
    Late,

    /// <summary>Not now; it has to be given again.</summary>
    Busy,
}

/// <summary>The kinds of evidence that deployments leave; all are about the commit, with the details environment, deployment and tag (empty without one).</summary>
public static class DeploymentEvidence
{
    /// <summary>A deployment asked to be let through.</summary>
    public const string Asked = "deployment.asked";

    /// <summary>It was answered; details: verdict, state, reception. Payload: the verdict tree.</summary>
    public const string Decided = "deployment.decided";

    /// <summary>It has another state; details: state, verdict.</summary>
    public const string Status = "deployment.status";

    /// <summary>A deployment that had been let through no longer is. Payload: the verdict tree.</summary>
    public const string Rechecked = "deployment.rechecked";
}
