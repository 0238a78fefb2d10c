using Steward.Engine;

namespace Steward.Stages.Security.Secrets;

/// <summary>Scans the files of a pushed commit. It needs nothing but the repository and the ledger; when those are silent, it is tried again.</summary>
public sealed class SecretsWorkflow : IOrchestrator<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "Secrets";

    /// <inheritdoc/>
    public Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input) =>
        context.CallActivityAsync<Nothing>(SecretsScanActivity.Name, new SecretsScanRequest(input.Change, input.Before), TaskOptions.Patient);
}
