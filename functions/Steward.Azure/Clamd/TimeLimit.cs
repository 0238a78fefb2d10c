using Steward.Kernel;

namespace Steward.Azure.Clamd;

/// <summary>Steps that must end in time.</summary>
internal static class TimeLimit
{
    /// <summary>Runs a step; Unavailable with the sentence when it takes too long.</summary>
    public static async Task<T> InTimeAsync<T>(
        TimeProvider time, TimeSpan limit, Func<CancellationToken, Task<T>> step, Func<string> sentence, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException late) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw StewardException.Unavailable(sentence(), late);
        }
    }
}
