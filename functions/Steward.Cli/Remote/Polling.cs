using Steward.Kernel;

namespace Steward.Cli.Remote;

/// <summary>Asks a running Steward again and again until there is an answer. One that is away for a moment, in a restart or a fail-over, is waited for.</summary>
internal static class Polling
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // A standby takes over within half of it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Where nobody has ever answered the address is wrong, or nobody has started it: who waits for it should know soon.
    private static readonly TimeSpan PatienceAtFirst = TimeSpan.FromSeconds(3);

    /// <summary>The first answer that is not null. A Steward that is not reachable for a minute on end is Unavailable.</summary>
    /// <param name="services">The clock.</param>
    /// <param name="ask">Asks once.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="isFirst">Whether it has not answered anything yet: then an address at which nobody listens is given up within seconds.</param>
    public static async Task<T> UntilAsync<T>(CliServices services, Func<Task<T?>> ask, CancellationToken cancellation, bool isFirst = false)
        where T : class
    {
        for (var reached = services.Time.GetUtcNow(); ;)
        {
            try
            {
                if (await ask() is { } answer) return answer;
                reached = services.Time.GetUtcNow();
            }
            catch (Exception away) when (IsAway(away) && services.Time.GetUtcNow() - reached < (isFirst && IsNobody(away) ? PatienceAtFirst : Patience))
            {
                // The next round asks again; when patience has run out its failure goes through.
            }

            await Task.Delay(Pause, services.Time, cancellation);
        }
    }

    private static bool IsNobody(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private static bool IsAway(Exception failure) => failure is HttpRequestException or StewardException { Kind: FailureKind.Unavailable };
}
