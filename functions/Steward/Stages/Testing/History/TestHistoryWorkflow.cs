using Steward.Engine;

namespace Steward.Stages.Testing.History;

/// <summary>
/// Every night: removes the results of tests that the policies do not keep, set by set, in steps. A set that fails does not keep the others from
/// it; the run fails at its end, and the next night's tries again.
/// </summary>
public sealed class TestHistoryWorkflow : IOrchestrator<ScheduledRun, int>
{
    // 16 partitions of 32 buckets each: enough for the largest set.
    private const int MaxSteps = 500;

    /// <inheritdoc/>
    public static string Name => "TestHistory";

    /// <inheritdoc/>
    public async Task<int> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var sets = await context.CallActivityAsync<TestSetOf[]>(ListTestSets.Name, input, TaskOptions.Patient);
        TaskFailedException? failed = null;
        foreach (var set in sets)
        {
            try
            {
                await TrimAsync(context, new TrimStep(set, input.DueAt, null, 0));
            }
            catch (TaskFailedException failure)
            {
                failed ??= failure;
            }
        }

        return failed is null ? sets.Length : throw failed;
    }

    private static async Task TrimAsync(OrchestrationContext context, TrimStep first)
    {
        var (step, steps) = ((TrimStep?)first, 0);
        while (step is not null && steps++ < MaxSteps)
            step = await context.CallActivityAsync<TrimStep?>(TrimTestHistory.Name, step, TaskOptions.Patient);
    }
}
