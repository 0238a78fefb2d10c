using Steward.Kernel;

namespace Steward.Web.Http;

/// <summary>Who asks what of which product.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Product">The product.</param>
/// <param name="Question">What is asked, with everything that the answer depends on.</param>
public sealed record PreviewKey(string Caller, ProductId Product, string Question);

/// <summary>
/// Bounds what whoever may read can have worked out: one question of a caller about a product at a time, and few in all. The same question asked again meanwhile
/// is answered with it; another one waits its turn for a short time.
/// </summary>
/// <remarks>Work goes on while at least one of those that asked for it waits. Errors: Unavailable with RetryAfter where there is no turn.</remarks>
/// <param name="time">The clock.</param>
public sealed class PreviewLimit(TimeProvider time)
{
    /// <summary>How many are worked out at once.</summary>
    public const int AtOnce = 4;

    /// <summary>How many wait for their turn.</summary>
    public const int MaxWaiting = 32;

    /// <summary>How long they wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly List<Running> _running = [];
    private int _waiting;

    /// <summary>The answer of some work, once it has its turn.</summary>
    public async Task<T> RunAsync<T>(PreviewKey key, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
        where T : class
    {
        var until = time.GetUtcNow() + Patience;
        Running? mine;
        while ((mine = Enter(key, async stop => await work(stop), out var others)) is null) await WaitAsync(others, until, cancellation);
        try
        {
            return (T)await mine.Answer.WaitAsync(cancellation);
        }
        finally
        {
            Leave(mine);
        }
    }

    // Null where it is not its turn; then those that have theirs.
    private Running? Enter(PreviewKey key, Func<CancellationToken, Task<object>> work, out Task[] others)
    {
        lock (_lock)
        {
            others = [.. _running.Select(r => r.Answer)];
            if (_running.Find(r => r.Key == key && !r.Stop.IsCancellationRequested) is { } same)
            {
                same.Asking++;
                return same;
            }

            if (_running.Count >= AtOnce || _running.Exists(r => r.Key.Caller == key.Caller && r.Key.Product == key.Product)) return null;
            var running = new Running(key);
            _running.Add(running);
            running.Answer = Task.Run(() => WorkAsync(running, work), CancellationToken.None);
            return running;
        }
    }

    private async Task<object> WorkAsync(Running running, Func<CancellationToken, Task<object>> work)
    {
        try
        {
            return await work(running.Stop.Token);
        }
        finally
        {
            lock (_lock) _running.Remove(running);
        }
    }

    private void Leave(Running running)
    {
        lock (_lock)
        {
            if (--running.Asking > 0) return;
        }

        running.Stop.Cancel();
    }

    private async Task WaitAsync(Task[] others, DateTimeOffset until, CancellationToken cancellation)
    {
        var left = until - time.GetUtcNow();
        if (left <= TimeSpan.Zero || Volatile.Read(ref _waiting) >= MaxWaiting) throw Busy();
        Interlocked.Increment(ref _waiting);
        try
        {
            await Task.WhenAny(others).WaitAsync(left, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw Busy();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static StewardException Busy() => new(
        FailureKind.Unavailable, $"At most {AtOnce} of these questions are worked out at once, and one of each caller about a product. Ask again in a few seconds.")
    {
        RetryAfter = ComeAgain,
    };

    private sealed class Running(PreviewKey key)
    {
        public PreviewKey Key { get; } = key;

        public CancellationTokenSource Stop { get; } = new();

        public int Asking { get; set; } = 1;

        public Task<object> Answer { get; set; } = null!;
    }
}
