using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences;

/// <summary>
/// Scans the licences at a pushed commit. As long as a registry that stays silent may still answer, the scan is tried again (what was found
/// is kept, so only the rest is asked for); after that the gaps are recorded as such.
/// </summary>
public sealed class LicenceWorkflow : IOrchestrator<StageRequest, Nothing>
{
    private static readonly TaskOptions Retried = new(new RetryPolicy(3, TimeSpan.FromSeconds(1), 2.0));

    /// <inheritdoc/>
    public static string Name => "Licences";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input)
    {
        try
        {
            await Scan(context, input.Change, acceptGaps: false, Retried);
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.IsRetriable)
        {
            await Scan(context, input.Change, acceptGaps: true, TaskOptions.Patient);
        }

        return Nothing.Value;
    }

    private static Task<Nothing> Scan(OrchestrationContext context, ChangeId change, bool acceptGaps, TaskOptions options) =>
        context.CallActivityAsync<Nothing>(LicenceScanActivity.Name, new LicenceScanRequest(change, acceptGaps), options);
}
