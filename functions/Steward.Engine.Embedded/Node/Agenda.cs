namespace Steward.Engine.Embedded.Node;

/// <summary>What is due when: one timer of the clock for all durable timers, retries and starts of a node.</summary>
internal sealed class Agenda : IDisposable
{
    // Timers take at most 49 days at once; a day keeps far from it, and follows a clock that was set.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);
    private readonly Lock _lock = new();
    private readonly SortedSet<Entry> _entries = new(Entry.InOrder);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _count;

    /// <summary>Creates an empty agenda.</summary>
    public Agenda(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls back at a time, or at once when it has passed. Disposing takes the entry off.</summary>
    public IDisposable Add(DateTimeOffset due, Action call)
    {
        lock (_lock)
        {
            var entry = new Entry(this, due, _count++, call);
            _entries.Add(entry);
            if (ReferenceEquals(_entries.Min, entry)) Arm();
            return entry;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void FireDue()
    {
        var due = new List<Entry>();
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            while (_entries.Min is { } first && first.Due <= now && _entries.Remove(first)) due.Add(first);
            Arm();
        }

        foreach (var entry in due) entry.Call();
    }

    private void Arm()
    {
        if (_entries.Min is not { } first) return;
        var sleep = first.Due - _time.GetUtcNow();
        // Rounded up: a timer that fires a moment before the time would be armed again and again.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, sleep.TotalMilliseconds)));
        _timer.Change(whole < LongestSleep ? whole : LongestSleep, Timeout.InfiniteTimeSpan);
    }

    private void Remove(Entry entry)
    {
        lock (_lock) _entries.Remove(entry);
    }

    private sealed record Entry(Agenda Owner, DateTimeOffset Due, long Number, Action Call) : IDisposable
    {
        public static IComparer<Entry> InOrder { get; } =
            Comparer<Entry>.Create(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Number.CompareTo(b.Number));

        public void Dispose() => Owner.Remove(this);
    }
}
