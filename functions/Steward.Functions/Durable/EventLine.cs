using System.Text.Json;
using Microsoft.DurableTask;

namespace Steward.Functions.Durable;

/// <summary>Those who wait for events of one name, in the order in which they came, and events that nobody has taken yet.</summary>
/// <param name="name">The events' name.</param>
/// <param name="inner">Durable Task's context.</param>
internal sealed class EventLine(string name, TaskOrchestrationContext inner)
{
    private readonly Queue<TaskCompletionSource<JsonElement?>> _waiting = new();
    private readonly Queue<JsonElement?> _kept = new();
    private bool _isListening;
    private bool? _keep;

    /// <summary>The next event.</summary>
    public Task<JsonElement?> TakeAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<JsonElement?>(cancellation);
        if (_kept.TryDequeue(out var kept)) return Task.FromResult(kept);
        var waiter = new TaskCompletionSource<JsonElement?>();
        cancellation.UnsafeRegister(_ => waiter.TrySetCanceled(cancellation), null);
        _waiting.Enqueue(waiter);
        if (!_isListening) _ = ListenAsync();
        return waiter.Task;
    }

    /// <summary>Nobody here waits any more: what there is, and what may still come in this turn, goes to the next run, or nowhere.</summary>
    public void Continue(bool keep)
    {
        _keep = keep;
        while (_kept.TryDequeue(out var kept)) Keep(kept);
    }

    private async Task ListenAsync()
    {
        _isListening = true;
        try
        {
            while (_waiting.Any(w => !w.Task.IsCompleted)) Deliver(await inner.WaitForExternalEvent<JsonElement?>(name));
        }
        catch (Exception failure)
        {
            while (_waiting.TryDequeue(out var waiter)) waiter.TrySetException(failure);
        }

        _isListening = false;
    }

    private void Deliver(JsonElement? payload)
    {
        while (_keep is null && _waiting.TryDequeue(out var waiter))
            if (waiter.TrySetResult(payload)) return;
        Keep(payload);
    }

    private void Keep(JsonElement? payload)
    {
        if (_keep is null) _kept.Enqueue(payload);
        else if (_keep.Value) inner.SendEvent(inner.InstanceId, name, payload!);
    }
}
