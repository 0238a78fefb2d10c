using Steward.Engine;

namespace Steward.Stages.Security.Access.Running;

/// <summary>
/// Brings access to where the file says: reads and plans, applies step by step what was approved as it is now or may be applied automatically, and reads again. A
/// plan that waits for its approval ends the run: the approval begins another, which plans anew, so that nothing hangs for days and nothing stale is applied.
/// </summary>
public sealed class AccessWorkflow : IOrchestrator<ScheduledRun, string>
{
    private const int MaxWaits = 12;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public static string Name => "Access";

    /// <inheritdoc/>
    public async Task<string> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var run = await context.CallActivityAsync<AccessRun>(PlanAccess.Name, input, TaskOptions.Patient);
        context.SetCustomStatus(run.Sentence);
        if (run is not { Repository: { } repository, Payload: { } payload }) return run.Sentence;
        var (left, silentFrom) = (new Dictionary<int, string>(), (int?)null);
        for (int next = 0, waits = 0; next < run.Changes;)
        {
            var progress = await context.CallActivityAsync<ApplyProgress>(ApplyAccess.Name, new ApplyStep(repository, payload, next), TaskOptions.Patient);
            foreach (var (place, why) in progress.Left) left[place] = why;
            next = progress.Next;
            if (progress.RetryAfter is not { } wait) continue;
            if (++waits > MaxWaits || wait > LongestWait)
            {
                silentFrom = next;
                for (; next < run.Changes; next++) left[next] = "The system did not answer; the next run tries again.";
                break;
            }

            await context.CreateTimer(context.CurrentUtcDateTime + wait, CancellationToken.None);
        }

        var verify = new VerifyRequest(repository, payload, left, context.InstanceId) { SilentFrom = silentFrom };
        var remains = await context.CallActivityAsync<int>(VerifyAccess.Name, verify, TaskOptions.Patient);
        return remains == 0 ? $"{run.Sentence} All of it is done." : $"{run.Sentence} {remains} left.";
    }
}
