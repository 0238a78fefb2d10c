using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace Steward.FunctionsTests.Engine;

/// <summary>
/// The test host's hub in memory, which takes back what a dead worker had in hand. By itself it hands out each piece of work once and for all; every real
/// storage provider gives it out again when its lock ends.
/// </summary>
internal sealed class MemoryHub : InMemoryOrchestrationService, IOrchestrationService, IOrchestrationServiceClient
{
    private readonly Lock _gate = new();
    private readonly HashSet<TaskActivityWorkItem> _activities = [];
    private readonly HashSet<TaskOrchestrationWorkItem> _turns = [];
    private readonly List<Func<Task>> _cut = [];
    private long _sent;

    // A full dispatcher looks again only after half a second.
    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => 64;

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => 64;

    /// <summary>From now on nothing counts of what is in hand.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _cut.AddRange(_activities.Select(activity => (Func<Task>)(() => AbandonTaskActivityWorkItemAsync(activity))));
            _cut.AddRange(_turns.Select(turn => (Func<Task>)(() => GiveAgainAsync(turn))));
            _activities.Clear();
            _turns.Clear();
        }
    }

    /// <summary>What was cut off is there to be had again.</summary>
    public async Task GiveAgainAsync()
    {
        foreach (var give in _cut) await give();
        _cut.Clear();
    }

    Task IOrchestrationServiceClient.SendTaskOrchestrationMessageAsync(TaskMessage message)
    {
        message.SequenceNumber = Interlocked.Increment(ref _sent);
        return SendTaskOrchestrationMessageAsync(message);
    }

    async Task<TaskActivityWorkItem> IOrchestrationService.LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var activity = await LockNextTaskActivityWorkItem(receiveTimeout, cancellationToken);
        lock (_gate) _activities.Add(activity);
        return activity;
    }

    Task IOrchestrationService.CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage) =>
        Held(() => _activities.Remove(workItem), () => CompleteTaskActivityWorkItemAsync(workItem, responseMessage));

    Task IOrchestrationService.AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem) =>
        Held(() => _activities.Remove(workItem), () => AbandonTaskActivityWorkItemAsync(workItem));

    async Task<TaskOrchestrationWorkItem> IOrchestrationService.LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var turn = await LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken);
        // What is given again comes after what was sent since.
        turn.NewMessages = [.. turn.NewMessages.OrderBy(m => m.SequenceNumber)];
        lock (_gate) _turns.Add(turn);
        return turn;
    }

    Task IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem, OrchestrationRuntimeState newOrchestrationRuntimeState, IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages, IList<TaskMessage> timerMessages, TaskMessage continuedAsNewMessage, OrchestrationState orchestrationState) =>
        Held(() => _turns.Remove(workItem), async () =>
        {
            await CompleteTaskOrchestrationWorkItemAsync(
                workItem, newOrchestrationRuntimeState, outboundMessages, orchestratorMessages, timerMessages, continuedAsNewMessage, orchestrationState);
            await ReleaseTaskOrchestrationWorkItemAsync(workItem);
        });

    Task IOrchestrationService.AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        Held(() => _turns.Remove(workItem), () => GiveAgainAsync(workItem));

    // With its completion, or given back: both at once, so that a cut comes before or after.
    Task IOrchestrationService.ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    // All of it is done in memory at once, so that the lock holds over it.
    private Task Held(Func<bool> isHeld, Func<Task> verb)
    {
        lock (_gate) return isHeld() ? verb() : Task.CompletedTask;
    }

    private async Task GiveAgainAsync(TaskOrchestrationWorkItem turn)
    {
        await AbandonTaskOrchestrationWorkItemAsync(turn);
        await ReleaseTaskOrchestrationWorkItemAsync(turn);
    }
}
