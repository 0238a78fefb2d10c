using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>Moves no more bytes a second than a line may carry, both ways together.</summary>
public sealed class LimitedStore : IVaultStore
{
    private readonly IVaultStore _inner;
    private readonly TimeProvider _time;
    private readonly double _rate;
    private readonly Lock _lock = new();
    private DateTimeOffset _free;

    /// <summary>Wraps a store; Invalid for a rate that is not positive.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="bytesPerSecond">The rate.</param>
    /// <param name="time">The clock.</param>
    public LimitedStore(IVaultStore inner, long bytesPerSecond, TimeProvider time)
    {
        if (bytesPerSecond <= 0) throw StewardException.Invalid($"A rate of {bytesPerSecond} bytes a second moves nothing: give a positive one.");
        (_inner, _time, _rate, _free) = (inner, time, bytesPerSecond, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public string Address => _inner.Address;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation) => _inner.ListAsync(prefix, cancellation);

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation)
    {
        var content = await _inner.ReadAsync(name, limit, cancellation);
        await TurnAsync(content.Length, cancellation);
        return content;
    }

    /// <inheritdoc/>
    public async Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation)
    {
        await TurnAsync(into.Length, cancellation);
        await _inner.ReadAsync(name, offset, into, cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await TurnAsync(content.Length, cancellation);
        return await _inner.CreateAsync(name, content, cancellation);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) => _inner.DeleteAsync(name, cancellation);

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) => _inner.ClockAsync(cancellation);

    // Each takes the line for as long as its bytes need, in the order of asking.
    private async Task TurnAsync(int bytes, CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_free < now) _free = now;
            wait = _free - now;
            _free += TimeSpan.FromSeconds(bytes / _rate);
        }

        if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, cancellation);
    }
}
