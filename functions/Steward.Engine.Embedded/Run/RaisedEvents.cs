using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Run;

/// <summary>Events from outside, by name: those that came before they were awaited, and those awaited before they came. First come, first served.</summary>
internal sealed class RaisedEvents
{
    private readonly Dictionary<string, LinkedList<TaskCompletionSource<string?>>> _waiting = new(StringComparer.Ordinal);
    private readonly LinkedList<CarriedEvent> _early = [];

    /// <summary>Those that nobody has taken, in the order raised.</summary>
    public IReadOnlyCollection<CarriedEvent> Untaken => _early;

    /// <summary>Gives an event to the first who waits for its name, or keeps it.</summary>
    public void Deliver(string name, string? payload)
    {
        if (!_waiting.TryGetValue(name, out var line) || line.First is not { } first)
        {
            _early.AddLast(new CarriedEvent(name, payload));
            return;
        }

        line.RemoveFirst();
        first.Value.SetResult(payload);
    }

    /// <summary>Takes the first event of a name, now or when it comes.</summary>
    public Task<string?> TakeAsync(string name, Func<bool> mayCancel, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<string?>(cancellation);
        for (var node = _early.First; node is not null; node = node.Next)
        {
            if (!string.Equals(node.Value.Name, name, StringComparison.Ordinal)) continue;
            _early.Remove(node);
            return Task.FromResult(node.Value.Payload);
        }

        return WaitAsync(name, mayCancel, cancellation);
    }

    private Task<string?> WaitAsync(string name, Func<bool> mayCancel, CancellationToken cancellation)
    {
        if (!_waiting.TryGetValue(name, out var line)) _waiting[name] = line = [];
        var place = line.AddLast(new TaskCompletionSource<string?>());
        cancellation.UnsafeRegister(_ =>
        {
            if (!mayCancel() || place.List is null) return;
            line.Remove(place);
            place.Value.TrySetCanceled(cancellation);
        }, null);
        return place.Value.Task;
    }
}
