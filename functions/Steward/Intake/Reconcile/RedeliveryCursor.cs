namespace Steward.Intake.Reconcile;

/// <summary>
/// Since when failed deliveries are asked for. A process that has just started looks back as far as GitHub redelivers (three days):
/// nobody knows how long there was none. After that only a little more than the time since the last look.
/// </summary>
public sealed class RedeliveryCursor
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private DateTimeOffset? _checked;

    /// <summary>The beginning of the time to be looked through.</summary>
    public DateTimeOffset Since(DateTimeOffset now)
    {
        lock (_lock)
        {
            var furthest = now - Furthest;
            return _checked - Overlap is { } since && since > furthest ? since : furthest;
        }
    }

    /// <summary>Everything up to this time was looked through.</summary>
    public void Checked(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (_checked is null || _checked < until) _checked = until;
        }
    }
}
