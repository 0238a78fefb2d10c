using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>Tries again what says Unavailable, after growing pauses, or after the pause that the storage asks for; gives up requests that take too long.</summary>
public sealed class RetryingStore : IVaultStore
{
    private readonly IVaultStore _inner;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Wraps a store.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="time">The clock that pauses are measured by.</param>
    /// <param name="patience">How often and how long; null: as usual.</param>
    public RetryingStore(IVaultStore inner, TimeProvider time, RetryPatience? patience = null)
    {
        (_inner, patience) = (inner, patience ?? new RetryPatience());
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(Retries(patience)).AddTimeout(patience.Request).Build();
    }

    /// <inheritdoc/>
    public string Address => _inner.Address;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A listing that breaks off begins anew: it is held until it is whole (about 200 bytes an object).
        foreach (var item in await DoAsync("the list of objects", async stop => await _inner.ListAsync(prefix, stop).ToListAsync(stop), cancellation)) yield return item;
    }

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation) => DoAsync(name, stop => _inner.ReadAsync(name, limit, stop), cancellation);

    /// <inheritdoc/>
    public Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation) => DoAsync(name, async stop =>
    {
        await _inner.ReadAsync(name, offset, into, stop);
        return true;
    }, cancellation);

    /// <inheritdoc/>
    public Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        DoAsync(name, stop => _inner.CreateAsync(name, content, stop), cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) => DoAsync(name, async stop =>
    {
        await _inner.DeleteAsync(name, stop);
        return true;
    }, cancellation);

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) => DoAsync("the clock", _inner.ClockAsync, cancellation);

    private static RetryStrategyOptions Retries(RetryPatience patience) => new()
    {
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is StewardException { Kind: FailureKind.Unavailable } or TimeoutRejectedException),
        MaxRetryAttempts = patience.Retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = patience.FirstPause,
        MaxDelay = patience.LongestPause,
        DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as StewardException)?.RetryAfter is { } asked && asked < patience.LongestPause ? asked : (TimeSpan?)null),
    };

    private async Task<T> DoAsync<T>(string what, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async stop => await call(stop), cancellation);
        }
        catch (TimeoutRejectedException failure)
        {
            throw StewardException.Unavailable($"{Address} did not answer in time for {what}, and not when it was asked again. Nothing was lost; look at the network and the storage, and try again.", failure);
        }
    }
}

/// <summary>How often and how long a store is asked again.</summary>
public sealed record RetryPatience
{
    /// <summary>Tries after the first.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The pause before the second try; it doubles each time.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>No pause is longer.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time a request counts as lost: 16 MiB on a slow line take a while.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromMinutes(5);
}
