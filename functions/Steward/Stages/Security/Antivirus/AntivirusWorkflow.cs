using Steward.Engine;

namespace Steward.Stages.Security.Antivirus;

/// <summary>
/// Scans the files of a pushed commit. A scanner that cannot be reached is tried again a few times (what was scanned is kept); after that
/// the gap is recorded, and the policy says what it means.
/// </summary>
public sealed class AntivirusWorkflow : IOrchestrator<StageRequest, Nothing>
{
    private static readonly TaskOptions Retried = new(new RetryPolicy(3, TimeSpan.FromSeconds(1), 2.0));

    /// <inheritdoc/>
    public static string Name => "Antivirus";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input)
    {
        try
        {
            await Scan(context, input, acceptGaps: false, Retried);
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.IsRetriable)
        {
            await Scan(context, input, acceptGaps: true, TaskOptions.Patient);
        }

        return Nothing.Value;
    }

    private static Task<Nothing> Scan(OrchestrationContext context, StageRequest input, bool acceptGaps, TaskOptions options) =>
        context.CallActivityAsync<Nothing>(
            AntivirusScanActivity.Name, new AntivirusScanRequest(input.Change, input.Before, acceptGaps), options);
}
