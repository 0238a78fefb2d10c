using Steward.Kernel;

namespace Steward.Stages.Security.Access.Running;

/// <summary>Something that is looked up at most once in some seconds; while it cannot be, what was known last holds for some minutes, and after that nothing.</summary>
/// <param name="look">Looks it up.</param>
/// <param name="time">The clock.</param>
internal sealed class Recent<T>(Func<CancellationToken, Task<T>> look, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    private volatile Known? _known;

    public async Task<T> GetAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known is { } fresh && now - fresh.At < Fresh) return fresh.Value;
        try
        {
            var found = await look(cancellation);
            _known = new Known(found, now);
            return found;
        }
        catch (StewardException silence) when (silence.IsRetryable && _known is { } known && now - known.At < Lasts)
        {
            return known.Value;
        }
    }

    private sealed record Known(T Value, DateTimeOffset At);
}
