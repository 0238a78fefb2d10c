using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>One report of a test set: a run, or a part of one.</summary>
/// <param name="Product">The product.</param>
/// <param name="Set">The test set.</param>
/// <param name="Commit">The commit that was tested.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Report">SHA-256 of the report.</param>
/// <param name="At">When it was received, UTC. The time of its first receipt stays.</param>
public sealed record TestRun(ProductId Product, string Set, CommitSha Commit, int Attempt, string Report, DateTimeOffset At)
{
    private const int IdLength = 32;

    /// <summary>The shard, from 1; 0 when the set is not sharded.</summary>
    public int Shard { get; init; }

    /// <summary>The number of shards; 0 when the set is not sharded.</summary>
    public int Shards { get; init; }

    /// <summary>The branch whose push brought the commit (<c>refs/heads/main</c>); null when it was not known when the report came.</summary>
    public string? Branch { get; init; }

    /// <summary>Who uploaded it: <c>token:ci</c>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What it counts.</summary>
    public RunCounts Counts { get; init; } = RunCounts.None;

    /// <summary>What makes it this report and no other: the same report of the same attempt has the same id.</summary>
    public string Id => Digest.Sha256($"{Commit}\n{Set}\n{Attempt}\n{Shard}/{Shards}\n{Report}")[..IdLength];
}

/// <summary>What a report counts, by tests of different names.</summary>
/// <param name="Passed">Passed.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Errored">Errored.</param>
/// <param name="Skipped">Skipped.</param>
/// <param name="Flaky">Those that both failed and passed.</param>
/// <param name="Seconds">The sum of their durations.</param>
public sealed record RunCounts(int Passed, int Failed, int Errored, int Skipped, int Flaky, double Seconds)
{
    // Fewer are no crowd: two of three may well fail for one reason each.
    private const int LeastForMass = 5;

    /// <summary>Nothing.</summary>
    public static RunCounts None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>All tests.</summary>
    public int Tests => Passed + Failed + Errored + Skipped;

    /// <summary>Those that ran and are not in order.</summary>
    public int NotInOrder => Failed + Errored;

    /// <summary>
    /// True when more than half of at least five tests that ran are not in order: then something else than the tests was broken, and the run
    /// says nothing about each of them.
    /// </summary>
    public bool IsMassFailure => Passed + NotInOrder >= LeastForMass && NotInOrder > Passed;

    /// <summary>The counts of some results.</summary>
    public static RunCounts Of(IEnumerable<TestResult> results)
    {
        var (outcomes, flaky, seconds) = (new int[4], 0, 0.0);
        foreach (var result in results)
        {
            outcomes[(int)result.Outcome]++;
            if (result.Flaky) flaky++;
            seconds += result.Seconds;
        }

        return new RunCounts(outcomes[0], outcomes[2], outcomes[3], outcomes[1], flaky, Math.Round(seconds, 4));
    }
}
