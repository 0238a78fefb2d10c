using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.TestKit.Web;

/// <summary>An engine that runs nothing: it shows the instances that a test put there, and changes their state as it is told.</summary>
/// <param name="time">The clock of what is started.</param>
public sealed class ScriptedEngine(TimeProvider time) : IOrchestrationClient
{
    private readonly ConcurrentDictionary<string, OrchestrationMetadata> _instances = new();

    /// <summary>What every verb fails with, when set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The verbs that steered, in order: <c>rewind ID reason</c>, and what was started: <c>start NAME ID</c>.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public void Put(OrchestrationMetadata instance) => _instances[instance.InstanceId] = instance;

    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ThrowFault();
        var id = options?.InstanceId ?? throw new NotSupportedException("Every start here has an id of its own.");
        var now = time.GetUtcNow();
        var started = new OrchestrationMetadata
        {
            InstanceId = id, Name = orchestratorName, RuntimeStatus = OrchestrationRuntimeStatus.Running, CreatedAt = now, LastUpdatedAt = now,
            SerializedInput = Json.Write(input),
        };
        if (_instances.TryAdd(id, started)) Told.Enqueue($"start {orchestratorName} {id}");
        return Task.FromResult(id);
    }

    public Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ThrowFault();
        return Task.FromResult(_instances.GetValueOrDefault(instanceId));
    }

    public async IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ThrowFault();
        await Task.Yield();
        var fitting = _instances.Values.OrderBy(i => i.InstanceId, StringComparer.Ordinal)
            .Where(i => filter?.Statuses?.Contains(i.RuntimeStatus) ?? true)
            .Where(i => i.InstanceId.StartsWith(filter?.InstanceIdPrefix ?? "", StringComparison.Ordinal));
        foreach (var instance in fitting.Take(filter?.PageSize ?? int.MaxValue)) yield return instance;
    }

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task TerminateInstanceAsync(string instanceId, object? output = null, CancellationToken cancellation = default) =>
        Tell("terminate", instanceId, output?.ToString(), OrchestrationRuntimeStatus.Terminated);

    public Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Tell("suspend", instanceId, reason, OrchestrationRuntimeStatus.Suspended);

    public Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Tell("resume", instanceId, reason, OrchestrationRuntimeStatus.Running);

    public Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        Tell("rewind", instanceId, reason, OrchestrationRuntimeStatus.Running);

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        ThrowFault();
        return Task.FromResult(_instances.TryRemove(instanceId, out _));
    }

    private Task Tell(string verb, string id, string? reason, OrchestrationRuntimeStatus status)
    {
        ThrowFault();
        if (!_instances.TryGetValue(id, out var instance)) throw StewardException.NotFound($"There is no orchestration '{id}'.");
        _instances[id] = instance with { RuntimeStatus = status };
        Told.Enqueue($"{verb} {id} {reason}");
        return Task.CompletedTask;
    }

    private void ThrowFault()
    {
        if (Fault is not null) throw Fault;
    }
}
