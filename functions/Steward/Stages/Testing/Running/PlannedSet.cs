using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Running;

/// <summary>A set that is run: as a whole, or shard by shard.</summary>
/// <param name="Set">The set.</param>
/// <param name="Runs">Its runs, one after the other.</param>
public sealed record PlannedSet(TestSet Set, IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>True when all of the set is run, so that its numbers can be judged.</summary>
    public bool IsWhole => Runs.Count == (Runs[0].Shard?.Count ?? 1);
}

/// <summary>One run of a command.</summary>
/// <param name="Set">The set.</param>
/// <param name="Shard">The shard; null: the set has none.</param>
public sealed record PlannedRun(TestSet Set, Shard? Shard)
{
    /// <summary>The command.</summary>
    public string Command => ShardText.Fill(Set.Command!, Shard);

    /// <summary>Where the reports are afterwards, with wildcards.</summary>
    public string Results => ShardText.Fill(Set.Results!, Shard);

    /// <summary>For people: <c>unit</c>, <c>unit, shard 1 of 2</c>.</summary>
    public string Title => Shard is null ? Set.Name : $"{Set.Name}, {Shard}";
}

/// <summary>A set that is not run.</summary>
/// <param name="Set">Its name.</param>
/// <param name="Reason">Why, as the rest of a sentence.</param>
public sealed record LeftOutSet(string Set, string Reason);
