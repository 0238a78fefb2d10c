using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>
/// Runs an order and says meanwhile, at a bounded rate, how far it is, whether it came further or not: whoever is silent counts as dead. When the claim is over, or the time for it, the
/// work is ended.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class OrderPulse(TimeProvider time)
{
    /// <summary>Between two words.</summary>
    public static TimeSpan Rate { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Runs the work; what it throws as a StewardException is its outcome.</summary>
    /// <param name="work">The work.</param>
    /// <param name="say">Says how far it is; Conflict: the claim is over. That it does not get through is no reason to end.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<OrderOutcome> RunAsync(
        Func<IProgress<OrderProgress>, CancellationToken, Task<OrderOutcome>> work, Func<OrderProgress?, CancellationToken, Task> say, TimeSpan timeout, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, late.Token);
        var newest = new Newest();
        using var done = new CancellationTokenSource();
        var pulse = BeatAsync(newest, say, end, done.Token);
        try
        {
            return await OutcomeAsync(work, newest, (late.Token, cancellation), both.Token);
        }
        finally
        {
            await done.CancelAsync();
            await pulse;
        }
    }

    private static async Task<OrderOutcome> OutcomeAsync(
        Func<IProgress<OrderProgress>, CancellationToken, Task<OrderOutcome>> work, Newest newest, (CancellationToken Late, CancellationToken Ended) why, CancellationToken stop)
    {
        try
        {
            return await work(newest, stop);
        }
        catch (OperationCanceledException) when (!why.Ended.IsCancellationRequested)
        {
            return OrderOutcome.Failed(why.Late.IsCancellationRequested ? "It took longer than its plan allows, and was ended." : "Its claim is over, and it was ended.");
        }
        catch (Exception failure) when (failure is StewardException or IOException or UnauthorizedAccessException)
        {
            return OrderOutcome.Failed(failure.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever it is, one order that cannot be run must not end the runner. The exception's own text may carry input: only its type is told.
            return OrderOutcome.Failed($"It broke off ({failure.GetType().Name}); this is a mistake in Steward, please report it.");
        }
    }

    private async Task BeatAsync(Newest newest, Func<OrderProgress?, CancellationToken, Task> say, CancellationTokenSource end, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Rate, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (!await SaidAsync(newest, say, done)) await end.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private static async Task<bool> SaidAsync(Newest newest, Func<OrderProgress?, CancellationToken, Task> say, CancellationToken done)
    {
        try
        {
            await say(newest.Value, done);
            return true;
        }
        catch (StewardException failure) when (failure.Kind is FailureKind.Conflict or FailureKind.NotFound)
        {
            return false;
        }
        catch (Exception silence) when (silence is not OperationCanceledException)
        {
            return true; // Said again at the next beat; a work that nobody hears of for long is given to another by Steward.
        }
    }

    private sealed class Newest : IProgress<OrderProgress>
    {
        private volatile OrderProgress? _value;

        public OrderProgress? Value => _value;

        public void Report(OrderProgress value) => _value = value;
    }
}
