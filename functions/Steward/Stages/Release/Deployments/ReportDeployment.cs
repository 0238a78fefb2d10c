using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>Says how a waiting deployment stands. Where its run is gone it leaves that as <c>deployment.decided</c>.</summary>
public sealed class ReportDeployment(IDeploymentGate gate, DeploymentLedger ledger) : IActivity<DeploymentAnswer, DeploymentReply>
{
    /// <inheritdoc/>
    public static string Name => "ReportDeployment";

    /// <inheritdoc/>
    public async Task<DeploymentReply> RunAsync(DeploymentAnswer input, CancellationToken cancellation)
    {
        try
        {
            await gate.ReportAsync(input.Request.Product, input.Request.Callback, input.Judgement.Comment, cancellation);
            return new DeploymentReply(AnswerReception.Taken);
        }
        catch (StewardException failure) when (failure.Kind != FailureKind.NotFound)
        {
            return new DeploymentReply(AnswerReception.Busy, failure.RetryAfter); // the answer itself tells what stands in its way
        }
        catch (StewardException failure)
        {
            await ledger.DecidedAsync(input, Texts.Clip($"not taken: {failure.Message}", 300), cancellation);
            return new DeploymentReply(AnswerReception.Late);
        }
    }
}
