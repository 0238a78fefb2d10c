using System.Text.Json;
using Steward.Engine;
using Steward.Kernel;
using Task = System.Threading.Tasks.Task;

namespace Steward.Functions.Durable;

/// <summary>The engine's port on Durable Task's client. Where the port promises more than every backend keeps, the state is asked for first.</summary>
/// <param name="clients">The client.</param>
/// <param name="catalog">Which orchestrators there are.</param>
internal sealed class DurableClient(DurableClients clients, TaskCatalog catalog) : IOrchestrationClient
{
    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        if (!catalog.Orchestrators.ContainsKey(orchestratorName)) throw StewardException.NotFound($"There is no orchestrator called '{Texts.Clip(orchestratorName, 100)}'.");
        var id = options?.InstanceId is { } wished ? InstanceIds.Require(wished) : null;
        // The backend of Azure Storage would start an ended instance anew.
        if (id is not null && await LookAsync(id, cancellation) is not null) return id;
        return await Calls.OnceAsync(id, () => clients.Current.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, Instances.Of(options), cancellation));
    });

    public Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        if ((await FindAsync(instanceId, cancellation)).IsCompleted) return;
        await clients.Current.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);
    });

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Calls.RunAsync(async () => Instances.Of(await clients.Current.GetInstanceAsync(instanceId, true, cancellation), getInputsAndOutputs));

    public async IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var left = filter?.PageSize ?? int.MaxValue;
        await using var found = clients.Current.GetAllInstancesAsync(Instances.Of(filter)).GetAsyncEnumerator(cancellation);
        while (left-- > 0 && await Calls.RunAsync(() => found.MoveNextAsync().AsTask())) yield return Instances.Of(found.Current, filter?.FetchInputsAndOutputs == true)!;
    }

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Calls.RunAsync(async () =>
        {
            await FindAsync(instanceId, cancellation);
            return Instances.Of(await clients.Current.WaitForInstanceCompletionAsync(instanceId, true, cancellation), getInputsAndOutputs)!;
        });

    public Task TerminateInstanceAsync(string instanceId, object? output = null, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        var found = await FindAsync(instanceId, cancellation);
        if (found.RuntimeStatus == OrchestrationRuntimeStatus.Terminated) return;
        Require(!found.IsCompleted, found, "terminated");
        await clients.Current.TerminateInstanceAsync(instanceId, output, cancellation);
    });

    // What is seen of an instance may be older than a verb that it has not taken up yet: so holding and letting go are always handed on.
    public Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        var found = await FindAsync(instanceId, cancellation);
        Require(!found.IsCompleted, found, "suspended");
        await clients.Current.SuspendInstanceAsync(instanceId, reason, cancellation);
    });

    public Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        var found = await FindAsync(instanceId, cancellation);
        Require(!found.IsCompleted, found, "resumed");
        await clients.Current.ResumeInstanceAsync(instanceId, reason, cancellation);
    });

    // Durable Task's own rewinding removes failures from the history and keeps what was asked for because of them, such as the pauses between attempts: what
    // had retries, or went on after a failure, then no longer fits its history. So it begins again with its input; activities are safe to run twice.
    public Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        var found = await GetInstanceAsync(instanceId, true, cancellation) ?? throw Unknown(instanceId);
        Require(found.RuntimeStatus == OrchestrationRuntimeStatus.Failed, found, "taken back");
        var input = found.SerializedInput is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : (object?)null;
        await Calls.OnceAsync(instanceId, () => clients.Current.ScheduleNewOrchestrationInstanceAsync(found.Name, input, Instances.Again(instanceId), cancellation));
    });

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => Calls.RunAsync(async () =>
    {
        if (await LookAsync(instanceId, cancellation) is not { } found) return false;
        Require(found.IsCompleted, found, "removed");
        return (await clients.Current.PurgeInstanceAsync(instanceId, cancellation)).PurgedInstanceCount > 0;
    });

    private async Task<OrchestrationMetadata> FindAsync(string instanceId, CancellationToken cancellation) =>
        await LookAsync(instanceId, cancellation) ?? throw Unknown(instanceId);

    private async Task<OrchestrationMetadata?> LookAsync(string instanceId, CancellationToken cancellation) =>
        Instances.Of(await clients.Current.GetInstanceAsync(instanceId, false, cancellation), false);

    private static StewardException Unknown(string instanceId) => StewardException.NotFound($"There is no orchestration '{Texts.Clip(instanceId, 200)}'.");

    private static void Require(bool holds, OrchestrationMetadata found, string verb)
    {
        if (!holds) throw new StewardException(FailureKind.Conflict, $"The orchestration '{Texts.Clip(found.InstanceId, 200)}' is {found.RuntimeStatus}: it cannot be {verb}.");
    }
}
