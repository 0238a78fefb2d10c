namespace Steward.Engine.Embedded.Run;

/// <summary>
/// The synchronisation context of one run. All of the orchestrator's code runs inside <see cref="Run"/>, on one thread at a time and in
/// an order that depends on nothing but the order of events; so every replay takes the same way.
/// </summary>
internal sealed class TurnScheduler(Action foreign) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _thread;

    /// <summary>True inside a turn, on its thread: where the context may be used.</summary>
    public bool IsInside => _thread == Environment.CurrentManagedThreadId && ReferenceEquals(Current, this);

    /// <summary>Runs a piece of work and all that it sets going, until nothing is left to do.</summary>
    public void Run(Action work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            work();
            while (_queue.TryDequeue(out var next)) next.Callback(next.State);
        }
        finally
        {
            _thread = 0;
            SetSynchronizationContext(before);
        }
    }

    /// <summary>
    /// A continuation. One that comes from outside a turn means that the code awaits something that is not a task of its context: going
    /// on would give other results in another replay, so it is dropped and reported.
    /// </summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_thread == Environment.CurrentManagedThreadId) _queue.Enqueue((d, state));
        else foreign();
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsInside) d(state);
        else foreign();
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
