using Microsoft.Extensions.Logging;
using Steward.Kernel;

namespace Steward.Hosting;

/// <summary>Does what a host has to do once, however long what it needs for that is away.</summary>
/// <param name="time">The clock.</param>
/// <param name="log">Where it says what waits.</param>
public sealed partial class Persistence(TimeProvider time, ILogger<Persistence> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Tries until it succeeds or is stopped, with the pauses that are asked for. What trying again cannot mend is thrown.</summary>
    /// <param name="what">Who waits, as the beginning of a sentence: <c>The local sign-in</c>.</param>
    /// <param name="work">The work; must be safe to run twice.</param>
    /// <param name="stop">Ends it.</param>
    public async Task UntilDoneAsync(string what, Func<Task> work, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (StewardException failure) when (failure.IsRetryable)
            {
                Waits(what, failure.Message);
                await Task.Delay(failure.RetryAfter ?? Pause, time, stop);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{What} waits: {Reason}")]
    private partial void Waits(string what, string reason);
}
