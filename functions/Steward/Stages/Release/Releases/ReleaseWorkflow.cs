using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases.Publishing;

namespace Steward.Stages.Release.Releases;

/// <summary>
/// Decides a release, having files handled that no processor has seen yet and waiting for changes that are still being decided, and issues its passport when it
/// is let through.
/// </summary>
public sealed class ReleaseWorkflow : IOrchestrator<ReleaseRequest, ReleaseDecision>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public static string Name => "Release";

    /// <inheritdoc/>
    public async Task<ReleaseDecision> RunAsync(OrchestrationContext context, ReleaseRequest input)
    {
        var decision = await DecideAsync(context, input);
        if (decision.ToCatchUp.Count > 0)
        {
            await Task.WhenAll(decision.ToCatchUp.Select(step => CatchUpAsync(context, input, step)));
            input = input with { IsCaughtUp = true };
            decision = await DecideAsync(context, input);
        }

        for (var pause = FirstPause; decision.PendingUntil is not null; pause = Longer(pause))
        {
            await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
            decision = await DecideAsync(context, input);
        }

        if (decision.Verdict.LetsThrough())
            await context.CallActivityAsync<Nothing>(IssuePassport.Name, new PassportRequest(input, decision), TaskOptions.Patient);
        if (input.IsShown) await context.CallActivityAsync<Nothing>(PublishRelease.Name, new PassportRequest(input, decision), TaskOptions.Patient);
        return decision;
    }

    private static async Task<ReleaseDecision> DecideAsync(OrchestrationContext context, ReleaseRequest input)
    {
        var decision = await context.CallActivityAsync<ReleaseDecision>(DecideRelease.Name, input, TaskOptions.Patient);
        context.SetCustomStatus(decision);
        return decision;
    }

    // The whole tree is to be handled, not what came with a push. What could not be handled stays left over, and the gate names it.
    private static async Task CatchUpAsync(OrchestrationContext context, ReleaseRequest input, StageStep step)
    {
        try
        {
            await context.CallSubOrchestratorAsync<Nothing>(
                step.Orchestrator,
                new StageRequest(new ChangeId(input.Product, input.Commit), CommitSha.None),
                new SubOrchestrationOptions($"{context.InstanceId}:{step.Capability}"));
        }
        catch (TaskFailedException)
        {
            // Told by the gate: the account of the code names each file that the processor has not handled.
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
