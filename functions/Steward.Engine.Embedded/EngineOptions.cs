using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Steward.Kernel;

namespace Steward.Engine.Embedded;

/// <summary>How the embedded engine runs. The defaults are right for one machine with a standby.</summary>
public sealed record EngineOptions
{
    /// <summary>Gives the table of the journal, made when it is not there; asked again until it succeeds.</summary>
    public required Func<Task<TableClient>> Table { get; init; }

    /// <summary>Gives the blob container for large payloads and the lease, made when it is not there.</summary>
    public required Func<Task<BlobContainerClient>> Container { get; init; }

    /// <summary>Into how many partitions the journal is spread, 1 to 64. Fixed by the first start on a storage; later values are ignored.</summary>
    public int Stripes { get; init; } = 4;

    /// <summary>How many activities run at the same time, 1 to 1,000.</summary>
    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>How long a killed node still counts as the active one: 15 to 60 s (the limits of a blob lease). Renewed at a third of it.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Remembers the lease across a kill; null: a restarted node waits until the lease of the process before has run out.</summary>
    public ILeaseMemory? LeaseMemory { get; init; }

    /// <summary>How often a standby asks for the lease.</summary>
    public TimeSpan StandbyPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After this time a client's verb gives up with Unavailable.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stop waits for activities and writes under way.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a custom status waits for an event to ride along with before it is written by itself.</summary>
    public TimeSpan CustomStatusDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The largest input, output, result or event, in UTF-16 characters.</summary>
    public int MaxPayload { get; init; } = 16 * 1024 * 1024;

    /// <summary>For tests: after each journaled event the state in memory is thrown away and replayed from the stored history.</summary>
    public bool ReplayAtEveryAwait { get; init; }

    /// <summary>Throws Invalid where a value cannot be right.</summary>
    internal EngineOptions Validated()
    {
        Require(Stripes is >= 1 and <= 64, nameof(Stripes), "1 to 64");
        Require(MaxConcurrentActivities is >= 1 and <= 1000, nameof(MaxConcurrentActivities), "1 to 1,000");
        Require(LeaseDuration.TotalSeconds is >= 15 and <= 60, nameof(LeaseDuration), "15 to 60 seconds");
        Require(StandbyPoll > TimeSpan.Zero && StandbyPoll <= LeaseDuration, nameof(StandbyPoll), "above zero and at most the lease's duration");
        Require(ClientTimeout > TimeSpan.Zero && ClientTimeout.TotalHours <= 1, nameof(ClientTimeout), "above zero and at most an hour");
        Require(StopTimeout >= TimeSpan.Zero && StopTimeout.TotalHours <= 1, nameof(StopTimeout), "at most an hour");
        Require(CustomStatusDelay >= TimeSpan.Zero && CustomStatusDelay.TotalMinutes <= 1, nameof(CustomStatusDelay), "at most a minute");
        Require(MaxPayload is >= 1024 and <= 100_000_000, nameof(MaxPayload), "1,024 to 100,000,000 characters");
        return this;
    }

    private static void Require(bool valid, string option, string range)
    {
        if (!valid) throw StewardException.Invalid($"The engine's option {option} must be {range}.");
    }
}
