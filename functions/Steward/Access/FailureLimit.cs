namespace Steward.Access;

/// <summary>
/// Counts failed authentications by address: beyond so many within a minute an address is not listened to until that minute is over. Bounded: of the addresses that
/// failed, those that began longest ago are forgotten first.
/// </summary>
/// <param name="options">How many.</param>
/// <param name="time">The clock.</param>
public sealed class FailureLimit(FailureLimitOptions options, TimeProvider time)
{
    /// <summary>The most addresses that are kept.</summary>
    public const int MaxAddresses = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);
    private readonly Queue<Failures> _order = new();

    /// <summary>How many addresses are kept.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock) return _failures.Count;
        }
    }

    /// <summary>How long an address is not listened to; null: it is.</summary>
    public TimeSpan? WaitOf(string address)
    {
        lock (_lock)
        {
            return _failures.TryGetValue(address, out var failures) && failures.Count >= options.PerMinute && Left(failures) is var left && left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Counts a failure.</summary>
    public void Failed(string address)
    {
        lock (_lock)
        {
            if (_failures.TryGetValue(address, out var failures) && Left(failures) > TimeSpan.Zero)
            {
                failures.Count++;
                return;
            }

            Forget();
            var begun = new Failures(address, time.GetUtcNow()) { Count = 1 };
            _failures[address] = begun;
            _order.Enqueue(begun);
        }
    }

    // Every address that is kept stands in the queue, the oldest window first; a window that was replaced stands there once more.
    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && (Left(oldest) <= TimeSpan.Zero || _order.Count >= MaxAddresses))
        {
            _order.Dequeue();
            if (_failures.TryGetValue(oldest.Address, out var kept) && ReferenceEquals(kept, oldest)) _failures.Remove(oldest.Address);
        }
    }

    private TimeSpan Left(Failures failures) => failures.Begun + Window - time.GetUtcNow();

    private sealed class Failures(string address, DateTimeOffset begun)
    {
        public string Address { get; } = address;

        public DateTimeOffset Begun { get; } = begun;

        public int Count { get; set; }
    }
}

/// <summary>How many failed authentications are borne.</summary>
public sealed class FailureLimitOptions
{
    /// <summary>The most of one address (IPv4), or of one network of an IPv6 address (/64), within a minute.</summary>
    public int PerMinute { get; set; } = 60;
}
