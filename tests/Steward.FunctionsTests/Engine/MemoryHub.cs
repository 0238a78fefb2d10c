using System.Collections.Concurrent;
using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace Steward.FunctionsTests.Engine;

/// <summary>
/// The test host's hub in memory, which takes back what a dead worker had in hand. By itself it hands out each piece of work once and for all; every real
/// storage provider gives it out again when its lock ends.
/// </summary>
internal sealed class MemoryHub : InMemoryOrchestrationService, IOrchestrationService
{
    private readonly ConcurrentDictionary<TaskActivityWorkItem, bool> _activities = new();
    private readonly ConcurrentDictionary<TaskOrchestrationWorkItem, bool> _turns = new();
    private readonly List<Func<Task>> _cut = [];

    /// <summary>From now on nothing counts of what is in hand.</summary>
    public void Cut()
    {
        foreach (var activity in _activities.Keys)
            if (_activities.TryRemove(activity, out _)) _cut.Add(() => AbandonTaskActivityWorkItemAsync(activity));
        foreach (var turn in _turns.Keys)
            if (_turns.TryRemove(turn, out _)) _cut.Add(() => GiveAgainAsync(turn));
    }

    /// <summary>What was cut off is there to be had again.</summary>
    public async Task GiveAgainAsync()
    {
        foreach (var give in _cut) await give();
        _cut.Clear();
    }

    async Task<TaskActivityWorkItem> IOrchestrationService.LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var activity = await LockNextTaskActivityWorkItem(receiveTimeout, cancellationToken);
        _activities[activity] = true;
        return activity;
    }

    Task IOrchestrationService.CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage) =>
        _activities.TryRemove(workItem, out _) ? CompleteTaskActivityWorkItemAsync(workItem, responseMessage) : Task.CompletedTask;

    Task IOrchestrationService.AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem) =>
        _activities.TryRemove(workItem, out _) ? AbandonTaskActivityWorkItemAsync(workItem) : Task.CompletedTask;

    async Task<TaskOrchestrationWorkItem> IOrchestrationService.LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var turn = await LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken);
        _turns[turn] = true;
        return turn;
    }

    Task IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem, OrchestrationRuntimeState newOrchestrationRuntimeState, IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages, IList<TaskMessage> timerMessages, TaskMessage continuedAsNewMessage, OrchestrationState orchestrationState) =>
        _turns.ContainsKey(workItem)
            ? CompleteTaskOrchestrationWorkItemAsync(
                workItem, newOrchestrationRuntimeState, outboundMessages, orchestratorMessages, timerMessages, continuedAsNewMessage, orchestrationState)
            : Task.CompletedTask;

    Task IOrchestrationService.AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        _turns.ContainsKey(workItem) ? AbandonTaskOrchestrationWorkItemAsync(workItem) : Task.CompletedTask;

    Task IOrchestrationService.ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        _turns.TryRemove(workItem, out _) ? ReleaseTaskOrchestrationWorkItemAsync(workItem) : Task.CompletedTask;

    private async Task GiveAgainAsync(TaskOrchestrationWorkItem turn)
    {
        await AbandonTaskOrchestrationWorkItemAsync(turn);
        await ReleaseTaskOrchestrationWorkItemAsync(turn);
    }
}
