using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.Changes.Housekeeping;

/// <summary>
/// Removes a bounded number of completed orchestrations of one range, and says how many. Failed, terminated and running ones stay: somebody may
/// still want to look at them, or let them go on.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="logger">Says how many went.</param>
public sealed partial class PurgeEnded(IOrchestrationClient engine, ILogger<PurgeEnded> logger) : IActivity<PurgeRange, int>
{
    /// <summary>The most that one step removes.</summary>
    public const int MaxPurged = 500;

    private const int AtOnce = 4;

    /// <inheritdoc/>
    public static string Name => "PurgeEnded";

    /// <inheritdoc/>
    public async Task<int> RunAsync(PurgeRange input, CancellationToken cancellation)
    {
        var old = await FindAsync(input, cancellation);
        var purged = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(old, options, async (id, stop) =>
        {
            if (await PurgeAsync(id, stop)) Interlocked.Increment(ref purged);
        });
        if (purged > 0) LogPurged(purged, input.Prefix, input.EndedBefore);
        return purged;
    }

    private async Task<List<string>> FindAsync(PurgeRange range, CancellationToken cancellation)
    {
        var query = new OrchestrationQuery([OrchestrationRuntimeStatus.Completed], range.Prefix);
        var old = new List<string>();
        await foreach (var instance in engine.GetAllInstancesAsync(query, cancellation))
        {
            if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed && instance.LastUpdatedAt < range.EndedBefore) old.Add(instance.InstanceId);
            if (old.Count == MaxPurged) break;
        }

        return old;
    }

    private async Task<bool> PurgeAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await engine.PurgeInstanceAsync(id, cancellation);
        }
        catch (StewardException failure) when (failure.Kind is FailureKind.Conflict or FailureKind.NotFound)
        {
            // Somebody took it up again, or away, in between: then it is not ours to remove.
            LogKept(id, failure.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} completed orchestrations {Prefix}* from before {Before} were removed")]
    private partial void LogPurged(int count, string prefix, DateTimeOffset before);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Id} was not removed: {Reason}")]
    private partial void LogKept(string id, string reason);
}
