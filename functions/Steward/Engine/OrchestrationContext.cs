namespace Steward.Engine;

/// <summary>
/// What an orchestrator may do: a strict subset of <c>Microsoft.DurableTask.TaskOrchestrationContext</c>, with the same names.
/// </summary>
/// <remarks>
/// Orchestrator code is replayed and must be deterministic: it awaits nothing but the tasks of this context, and reads no
/// clock, random number, environment or I/O. An activity runs at least once; a timer can fire a little early.
/// </remarks>
public abstract class OrchestrationContext
{
    /// <summary>The id of this instance.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The time of the last recorded event, UTC: the same in every replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while recorded history is replayed; use it only to keep log lines from appearing twice.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Runs an activity and gives its result.</summary>
    /// <exception cref="TaskFailedException">It failed, also after the retries that the options allow.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    /// <summary>Runs another orchestration as a part of this one. An instance id that already exists is joined, not started again.</summary>
    /// <exception cref="TaskFailedException">It failed.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        string orchestratorName, object? input = null, SubOrchestrationOptions? options = null);

    /// <summary>A durable timer: survives restarts. Cancelling it makes the task cancelled and leaves nothing behind.</summary>
    /// <param name="fireAt">When, UTC, computed from <see cref="CurrentUtcDateTime"/>.</param>
    /// <param name="cancellationToken">Cancels the timer.</param>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event raised from outside; one that came before is taken at once. Events of one name come in the order raised.</summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Shows people and queries how far this instance is; at most 16 KB of JSON.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Ends this run and starts the instance anew with a new input and an empty history.</summary>
    /// <param name="newInput">The input of the new run.</param>
    /// <param name="preserveUnprocessedEvents">Keeps the events that nobody has waited for.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>A unique id that is the same in every replay (RFC 4122 version 5 of instance id and a counter).</summary>
    public abstract Guid NewGuid();
}
