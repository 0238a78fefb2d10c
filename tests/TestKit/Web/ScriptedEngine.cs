using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.TestKit.Web;

/// <summary>An engine that runs nothing: it shows the instances that a test put there, and changes their state as it is told.</summary>
public sealed class ScriptedEngine : IOrchestrationClient
{
    private readonly ConcurrentDictionary<string, OrchestrationMetadata> _instances = new();

    /// <summary>What every verb fails with, when set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The verbs that steered, in order: <c>rewind ID reason</c>.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public void Put(OrchestrationMetadata instance) => _instances[instance.InstanceId] = instance;

    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

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
