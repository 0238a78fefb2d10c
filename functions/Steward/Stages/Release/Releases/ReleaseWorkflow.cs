using Steward.Engine;
using Steward.Gates;

namespace Steward.Stages.Release.Releases;

/// <summary>Decides a release, waiting for changes that are still being decided, and issues its passport when it is let through.</summary>
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
        for (var pause = FirstPause; decision.PendingUntil is not null; pause = Longer(pause))
        {
            await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
            decision = await DecideAsync(context, input);
        }

        if (decision.Verdict.LetsThrough())
            await context.CallActivityAsync<Nothing>(IssuePassport.Name, new PassportRequest(input, decision), TaskOptions.Patient);
        return decision;
    }

    private static async Task<ReleaseDecision> DecideAsync(OrchestrationContext context, ReleaseRequest input)
    {
        var decision = await context.CallActivityAsync<ReleaseDecision>(DecideRelease.Name, input, TaskOptions.Patient);
        context.SetCustomStatus(decision);
        return decision;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
