using Steward.Engine;

namespace Steward.Stages.Security.Antivirus.Signatures;

/// <summary>
/// Every hour: the newest releases are scanned again where the scanner has newer signatures than their evidence, in bounded steps. A release
/// that fails does not keep the others from it; the run fails at its end, and the next hour's goes on with what has no scan yet.
/// </summary>
public sealed class SignaturesWorkflow : IOrchestrator<ScheduledRun, int>
{
    private const int MaxSteps = 400; // of 500 files each

    /// <inheritdoc/>
    public static string Name => "Signatures";

    /// <inheritdoc/>
    public async Task<int> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var releases = await context.CallActivityAsync<RescanStep[]>(ListRescans.Name, input, TaskOptions.Patient);
        TaskFailedException? failed = null;
        foreach (var release in releases)
        {
            try
            {
                await RescanAsync(context, release);
            }
            catch (TaskFailedException failure)
            {
                failed ??= failure;
            }
        }

        return failed is null ? releases.Length : throw failed;
    }

    private static async Task RescanAsync(OrchestrationContext context, RescanStep first)
    {
        var (step, steps) = ((RescanStep?)first, 0);
        while (step is not null && steps++ < MaxSteps)
            step = await context.CallActivityAsync<RescanStep?>(RescanRelease.Name, step, TaskOptions.Patient);
    }
}
