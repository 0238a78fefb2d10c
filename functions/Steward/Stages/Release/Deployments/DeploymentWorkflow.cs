using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>
/// Decides a deployment: judges, reports while something is awaited, and answers. It is a watchdog too: whatever fails beyond its retries becomes a rejection
/// with the reason, so that no deployment hangs.
/// </summary>
public sealed class DeploymentWorkflow : IOrchestrator<DeploymentRequest, DeploymentReply>
{
    private const int MaxReports = IDeploymentGate.MaxReports - 1; // the answer is the last one
    private const int MaxAnswers = 60;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBusy = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public static string Name => "Deployment";

    /// <inheritdoc/>
    public async Task<DeploymentReply> RunAsync(OrchestrationContext context, DeploymentRequest input)
    {
        var judgement = await JudgeAsync(context, input);
        var (reports, nextReport) = (0, context.CurrentUtcDateTime);
        for (var pause = FirstPause; judgement.State == DeploymentState.Waiting; pause = Longer(pause, LongestPause))
        {
            if (reports < MaxReports && context.CurrentUtcDateTime >= nextReport)
            {
                (reports, nextReport) = (reports + 1, context.CurrentUtcDateTime + (judgement.Patience / MaxReports));
                if (await ReportAsync(context, new DeploymentAnswer(input, judgement)) is { Reception: AnswerReception.Late } late) return late;
            }

            await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
            judgement = await JudgeAsync(context, input);
        }

        return await AnswerAsync(context, new DeploymentAnswer(input, judgement));
    }

    private static async Task<DeploymentJudgement> JudgeAsync(OrchestrationContext context, DeploymentRequest input)
    {
        try
        {
            var judgement = await context.CallActivityAsync<DeploymentJudgement>(JudgeDeployment.Name, input, TaskOptions.Patient);
            context.SetCustomStatus(judgement);
            return judgement;
        }
        catch (TaskFailedException failure)
        {
            var sentence = DeploymentText.Broken(input, failure.FailureDetails.ErrorMessage);
            return new DeploymentJudgement(DeploymentState.Rejected, Verdict.Error, sentence, "", null, TimeSpan.Zero);
        }
    }

    // A report is a courtesy: without it the deployment is decided all the same.
    private static async Task<DeploymentReply> ReportAsync(OrchestrationContext context, DeploymentAnswer answer)
    {
        try
        {
            return await context.CallActivityAsync<DeploymentReply>(ReportDeployment.Name, answer, TaskOptions.Patient);
        }
        catch (TaskFailedException)
        {
            return new DeploymentReply(AnswerReception.Busy);
        }
    }

    private static async Task<DeploymentReply> AnswerAsync(OrchestrationContext context, DeploymentAnswer answer)
    {
        var pause = FirstPause;
        for (var tries = 1; ; tries++)
        {
            var reply = await context.CallActivityAsync<DeploymentReply>(AnswerDeployment.Name, answer, TaskOptions.Patient);
            if (reply.Reception != AnswerReception.Busy) return reply;
            if (tries == MaxAnswers) throw StewardException.Unavailable($"GitHub took no answer about the deployment in {MaxAnswers} tries; resume this orchestration.");
            await context.CreateTimer(context.CurrentUtcDateTime + (reply.RetryAfter > pause ? reply.RetryAfter.Value : pause), CancellationToken.None);
            pause = Longer(pause, LongestBusy);
        }
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan longest) => pause * 2 < longest ? pause * 2 : longest;
}
