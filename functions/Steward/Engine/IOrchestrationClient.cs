namespace Steward.Engine;

/// <summary>
/// Starts, asks and steers orchestrations: a strict subset of <c>Microsoft.DurableTask.Client.DurableTaskClient</c>, with the same names.
/// </summary>
/// <remarks>
/// Every verb is durable when its task completes. Errors: <see cref="Kernel.FailureKind.NotFound"/> for an unknown instance or
/// orchestrator, <see cref="Kernel.FailureKind.Conflict"/> where a verb does not fit the instance's state, and
/// <see cref="Kernel.FailureKind.Unavailable"/> when storage does not answer or this node is not the active one.
/// </remarks>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance. An id that exists already (in any state) is left as it is: the second start is harmless.</summary>
    /// <returns>The instance's id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Raises an event; it waits until it is awaited. Raising to an instance that has ended is recorded nowhere and harmless.</summary>
    Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>One instance, or null.</summary>
    Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>The instances that fit a query, by id.</summary>
    IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null, CancellationToken cancellation = default);

    /// <summary>Waits until the instance has completed, failed or been terminated.</summary>
    Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Ends an instance at once; sub-orchestrations go on.</summary>
    Task TerminateInstanceAsync(string instanceId, object? output = null, CancellationToken cancellation = default);

    /// <summary>Holds an instance: what happens is recorded, nothing is run.</summary>
    Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Lets a suspended instance go on.</summary>
    Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>
    /// Takes a failed instance back to the moment before its failure and lets it try again, failed sub-orchestrations included. An engine that
    /// cannot keep what had succeeded begins it again with its input: activities are safe to run twice, events must be raised again.
    /// </summary>
    Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default);

    /// <summary>Removes an ended instance with its history. An instance that still runs is a Conflict.</summary>
    /// <returns>False when there was none.</returns>
    Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default);
}

/// <summary>How an instance is started.</summary>
/// <param name="InstanceId">Its id, derived from the subject; null: a new one. At most 200 characters, none of <c>/ \ # ?</c> nor control characters
/// except <c>/</c>, which is allowed because product ids carry it.</param>
/// <param name="StartAt">Not before this time; null: at once.</param>
public sealed record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null);

/// <summary>Which instances are asked for.</summary>
/// <param name="Statuses">Only these; null: all.</param>
/// <param name="InstanceIdPrefix">Only ids that begin so; null: all.</param>
/// <param name="PageSize">At most this many in all; null: no limit.</param>
/// <param name="FetchInputsAndOutputs">Also their inputs and outputs.</param>
public sealed record OrchestrationQuery(
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses = null,
    string? InstanceIdPrefix = null,
    int? PageSize = null,
    bool FetchInputsAndOutputs = false);
