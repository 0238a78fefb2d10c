using Steward.Engine;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>
/// Scans an uploaded artefact, and takes it out of quarantine when it is clean. A scanner that cannot be reached is tried again for some
/// minutes; then the gap is recorded, and the artefact stays where it is until somebody uploads it again.
/// </summary>
public sealed class ArtefactWorkflow : IOrchestrator<ArtefactRequest, ArtefactState>
{
    private static readonly TaskOptions Retried = new(new RetryPolicy(6, TimeSpan.FromSeconds(2), 2.0, TimeSpan.FromSeconds(60)));

    /// <inheritdoc/>
    public static string Name => "Artefact";

    /// <summary>How an artefact's orchestration is started: one for each upload, however often it is tried.</summary>
    internal static StartOrchestrationOptions StartOf(ArtefactRequest request) => new($"artefact:{request.Change}:{request.Place}");

    /// <inheritdoc/>
    public async Task<ArtefactState> RunAsync(OrchestrationContext context, ArtefactRequest input)
    {
        var state = await ScanAsync(context, input);
        if (state == ArtefactState.Clean) await context.CallActivityAsync<Nothing>(MoveArtefact.Name, input, TaskOptions.Patient);
        return state;
    }

    private static async Task<ArtefactState> ScanAsync(OrchestrationContext context, ArtefactRequest input)
    {
        try
        {
            return await context.CallActivityAsync<ArtefactState>(ScanArtefact.Name, input, Retried);
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.IsRetriable)
        {
            return await context.CallActivityAsync<ArtefactState>(ScanArtefact.Name, input with { AcceptGaps = true }, TaskOptions.Patient);
        }
    }
}
