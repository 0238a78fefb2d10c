using Microsoft.Extensions.Logging;
using Steward.Engine.Embedded.Client;
using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Node;

namespace Steward.Engine.Embedded;

/// <summary>
/// The embedded engine: orchestrations on one machine, journaled in Table storage, with hot standby. Of all engines on one storage one is
/// active; the others wait, answer what only reads, and take over when it is gone.
/// </summary>
/// <remarks>
/// Writing verbs on a node that is not active throw Unavailable with a RetryAfter. An engine that was stopped can be started again.
/// </remarks>
public sealed class EmbeddedEngine : IOrchestrationClient, IAsyncDisposable
{
    private readonly NodeLoop _node;
    private readonly Reads _reads;
    private readonly Writes _writes;

    /// <summary>Creates a stopped engine; nothing is sent to storage yet. Options that cannot be right throw Invalid.</summary>
    /// <param name="options">The options.</param>
    /// <param name="catalog">The orchestrators and activities.</param>
    /// <param name="services">What activities are made from; each run has a scope of its own.</param>
    /// <param name="time">The clock of timers, retries and the lease.</param>
    /// <param name="log">The log; each line about an instance is in a scope with its InstanceId.</param>
    public EmbeddedEngine(
        EngineOptions options, TaskCatalog catalog, IServiceProvider services, TimeProvider time, ILogger<EmbeddedEngine> log)
    {
        var parts = new EngineParts(options.Validated(), catalog, services, time, log);
        var source = new JournalSource(options);
        var bounded = new Bounded(options, time);
        _node = new NodeLoop(parts, source);
        _reads = new Reads(source, bounded, time, () => _node.Active);
        _writes = new Writes(parts, bounded, _node.RequireActiveAsync);
    }

    /// <summary>True while this node is the active one.</summary>
    public bool IsActive => _node.Active is not null;

    /// <summary>Completes when this node is, or becomes, the active one.</summary>
    public Task WhenActive => _node.WhenActive;

    /// <summary>Begins to compete for being active. Comes back at once, also when storage does not answer: that is tried until it does.</summary>
    public Task StartAsync(CancellationToken cancellation = default)
    {
        _node.Start();
        return Task.CompletedTask;
    }

    /// <summary>Stops: cancels activities (they are run again after the next start), finishes writes under way, gives the lease back.</summary>
    public Task StopAsync(CancellationToken cancellation = default) => _node.StopAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _node.StopAsync(CancellationToken.None);
        _node.Dispose();
    }

    /// <inheritdoc/>
    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        _writes.ScheduleAsync(orchestratorName, input, options, cancellation);

    /// <inheritdoc/>
    public Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        _writes.RaiseAsync(instanceId, eventName, eventPayload, cancellation);

    /// <inheritdoc/>
    public Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        _reads.GetAsync(instanceId, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null, CancellationToken cancellation = default) =>
        _reads.ListAsync(filter ?? new OrchestrationQuery(), cancellation);

    /// <inheritdoc/>
    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        _reads.WaitAsync(instanceId, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    public Task TerminateInstanceAsync(string instanceId, object? output = null, CancellationToken cancellation = default) =>
        _writes.TerminateAsync(instanceId, output, cancellation);

    /// <inheritdoc/>
    public Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        _writes.SuspendAsync(instanceId, reason, cancellation);

    /// <inheritdoc/>
    public Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        _writes.ResumeAsync(instanceId, reason, cancellation);

    /// <inheritdoc/>
    public Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        _writes.RewindAsync(instanceId, reason, cancellation);

    /// <inheritdoc/>
    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        _writes.PurgeAsync(instanceId, cancellation);
}
