using Steward.Gates;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Reports of a sharded set that name no shard: nobody knows which shard they stand for, so they heal none, and what failed in them has failed.</summary>
internal static class StrayReports
{
    /// <summary>What is to be said of them.</summary>
    public static IEnumerable<Finding> Judge(SetFacts facts, int shards)
    {
        if (Part.Stray(facts, shards) is not { } stray) yield break;
        yield return new Finding(Verdict.Pass, ResultsText.Stray(shards));
        var newest = stray.Attempts[0];
        if (newest.Unread is { } unread) yield return new Finding(Verdict.Error, unread);
        else if (newest.Counts.NotInOrder > 0) yield return new Finding(Verdict.Fail, ResultsText.Failed(newest.Counts, [.. newest.FirstFailed]));
    }
}
