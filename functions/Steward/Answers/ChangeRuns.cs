using Steward.Changes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages;

namespace Steward.Answers;

/// <summary>How the orchestration of a change is getting on.</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="Status">Its state.</param>
/// <param name="Steps">Each capability (<c>stage/capability</c>) with <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Failure">Why it failed, or null.</param>
public sealed record ChangeRun(string InstanceId, OrchestrationRuntimeStatus Status, IReadOnlyDictionary<string, string> Steps, string? Failure);

/// <summary>Asks the engine how changes are getting on.</summary>
/// <param name="engine">The engine.</param>
/// <param name="stages">What is run for every change: until the first capability is done, nobody says so.</param>
public sealed class ChangeRuns(IOrchestrationClient engine, StageRegistry stages)
{
    /// <summary>How a change is getting on; null when its orchestration is gone, or cannot be asked now: the record still says what was decided.</summary>
    public async Task<ChangeRun?> FindAsync(ChangeId change, CancellationToken cancellation)
    {
        try
        {
            return await engine.GetInstanceAsync(ChangeInstance.IdOf(change), getInputsAndOutputs: false, cancellation) is { } instance
                ? new ChangeRun(instance.InstanceId, instance.RuntimeStatus, StepsOf(instance), instance.FailureDetails?.ErrorMessage)
                : null;
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            return null;
        }
    }

    private IReadOnlyDictionary<string, string> StepsOf(OrchestrationMetadata instance) =>
        instance.SerializedCustomStatus is { } status && Json.Read<ChangeProgress>(status).Steps is { } steps
            ? steps
            : stages.OnChange.ToDictionary(s => StageNames.KeyOf(s.Stage, s.Capability), _ => "running", StringComparer.Ordinal);
}
