using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>Gives the answer about a deployment and leaves <c>deployment.decided</c>. What nobody waits for any more ends quietly, as evidence.</summary>
public sealed class AnswerDeployment(IDeploymentGate gate, DeploymentLedger ledger) : IActivity<DeploymentAnswer, DeploymentReply>
{
    /// <inheritdoc/>
    public static string Name => "AnswerDeployment";

    /// <inheritdoc/>
    public async Task<DeploymentReply> RunAsync(DeploymentAnswer input, CancellationToken cancellation)
    {
        var (request, judged) = (input.Request, input.Judgement);
        try
        {
            await gate.RespondAsync(request.Product, request.Callback, judged.State == DeploymentState.Approved, judged.Comment, cancellation);
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            return new DeploymentReply(AnswerReception.Busy, failure.RetryAfter);
        }
        catch (StewardException failure) when (failure.Kind != FailureKind.Forbidden)
        {
            // Also an answer whose acknowledgement was lost: it is there, and taken once only.
            await ledger.DecidedAsync(input, Texts.Clip($"not taken: {failure.Message}", 300), cancellation);
            return new DeploymentReply(AnswerReception.Late);
        }
        catch (StewardException failure)
        {
            // It fails visibly, and can be resumed once the permission is there.
            await ledger.DecidedAsync(input, Texts.Clip($"refused: {failure.Message}", 300), cancellation);
            throw;
        }

        await ledger.DecidedAsync(input, "taken", cancellation);
        return new DeploymentReply(AnswerReception.Taken);
    }
}
