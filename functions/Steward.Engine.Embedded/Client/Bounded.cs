using Steward.Engine.Embedded.Journal;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Client;

/// <summary>Gives every verb its end: what takes too long or meets a storage that does not answer becomes Unavailable.</summary>
internal sealed class Bounded(EngineOptions options, TimeProvider time)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Runs a verb.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> verb, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.ClientTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await verb(either.Token).WaitAsync(either.Token);
        }
        catch (NotActiveException failure)
        {
            throw Standby(failure);
        }
        catch (OperationCanceledException failure) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Unavailable("The engine's storage did not answer in time. What was asked for may still be done: look before asking again.", failure);
        }
        catch (Exception failure) when (failure is not StewardException && StorageFaults.IsTransient(failure))
        {
            throw Unavailable("The engine's storage does not answer. Check that it is running and reachable, then try again.", failure);
        }
    }

    /// <summary>This node may not write.</summary>
    public static StewardException Standby(Exception? cause = null) =>
        Unavailable("This node is not the active one at the moment. Ask the active node, or try again shortly.", cause);

    /// <summary>The storage is known not to answer.</summary>
    public static StewardException Out() =>
        Unavailable("The engine's storage does not answer at the moment; nothing was begun. Try again shortly.", null);

    private static StewardException Unavailable(string message, Exception? cause) =>
        new(FailureKind.Unavailable, message, cause) { RetryAfter = Again };
}
