using Azure;
using Steward.Kernel;

namespace Steward.Azure.Storage;

/// <summary>Turns the storage client's errors into the ports' kinds.</summary>
public static class StorageErrors
{
    /// <summary>Runs a call; what says "not now" becomes Unavailable. Everything else passes unchanged, for the caller to read its status.</summary>
    public static async Task<T> Translate<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (IsUnavailable(failure))
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>Passes items through; what says "not now" becomes Unavailable.</summary>
    public static async IAsyncEnumerable<T> Translate<T>(IAsyncEnumerable<T> items)
    {
        await using var enumerator = items.GetAsyncEnumerator();
        while (await Translate(() => enumerator.MoveNextAsync().AsTask())) yield return enumerator.Current;
    }

    /// <summary>True for no connection, time-outs, throttling and server errors.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        AggregateException many => many.InnerExceptions.All(IsUnavailable),
        HttpRequestException or IOException => true,
        TaskCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static StewardException Unavailable(Exception cause) =>
        new(FailureKind.Unavailable, "Storage does not answer. Check that it is running and reachable; nothing was lost, try again.", cause)
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };
}
