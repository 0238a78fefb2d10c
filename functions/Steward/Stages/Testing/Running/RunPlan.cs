using Steward.Kernel;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Running;

/// <summary>What is run, in which order, and what is not.</summary>
/// <param name="Waves">One after the other; the sets of one wave may run at the same time.</param>
/// <param name="LeftOut">The sets that are not run here, each with the reason.</param>
public sealed record RunPlan(IReadOnlyList<IReadOnlyList<PlannedSet>> Waves, IReadOnlyList<LeftOutSet> LeftOut)
{
    /// <summary>All sets that are run, in the order of the waves.</summary>
    public IEnumerable<PlannedSet> Sets => Waves.SelectMany(w => w);

    /// <summary>
    /// The plan for the policy's sets. Invalid when a set that was asked for by name is not there or cannot be run here: who asks for it must not take
    /// silence for a pass.
    /// </summary>
    public static RunPlan Of(ResultsPolicy policy, RunWish wish)
    {
        CheckNames(policy, wish);
        var wanted = policy.Sets.Where(s => wish.Sets.Count == 0 || wish.Sets.Contains(s.Name)).ToList();
        var against = wanted.Select(s => (Set: s, Reason: Against(s, wish))).ToList();
        var leftOut = against.Where(a => a.Reason is not null).Select(a => new LeftOutSet(a.Set.Name, a.Reason!)).ToList();
        if (wish.Sets.Count > 0 && leftOut is [var first, ..]) throw StewardException.Invalid($"The test set {first.Set} is not run: {first.Reason}.");
        return new RunPlan(WavesOf([.. against.Where(a => a.Reason is null).Select(a => Planned(a.Set, wish))]), leftOut);
    }

    private static void CheckNames(ResultsPolicy policy, RunWish wish)
    {
        var known = policy.Sets.Select(s => s.Name).ToList();
        if (wish.Sets.FirstOrDefault(n => !known.Contains(n)) is not { } unknown) return;
        throw StewardException.Invalid($"The policy has no test set '{Texts.Clip(unknown, 80)}'{(known.Count == 0 ? "" : $"; it has {Texts.Some(known, show: 12)}")}.");
    }

    private static string? Against(TestSet set, RunWish wish) => set switch
    {
        { Command: null } => "the policy names no command for it: its reports come from elsewhere",
        { Results: null } => "the policy does not say where its reports are afterwards (results)",
        _ => wish.AgainstPlace(set) ?? AgainstShards(set, wish.Shard),
    };

    private static string? AgainstShards(TestSet set, Shard? wanted)
    {
        if (set.Shards is { } shards && wanted is not null && wanted.Count != shards) return $"the policy runs it in {Texts.Count(shards, "shard")}, not in {wanted.Count}";
        var count = set.Shards ?? wanted?.Count ?? 1;
        return count > 1 && !ShardText.Names(set.Command!) ? $"it would run in {count} shards, and its command does not say which: write {{shard}} (and {{shards}}) into it" : null;
    }

    private static PlannedSet Planned(TestSet set, RunWish wish)
    {
        if (wish.Shard is { } one) return new PlannedSet(set, [new PlannedRun(set, one)]);
        return set.Shards is { } shards
            ? new PlannedSet(set, [.. Enumerable.Range(1, shards).Select(n => new PlannedRun(set, new Shard(n, shards)))])
            : new PlannedSet(set, [new PlannedRun(set, null)]);
    }

    // Sets that leave their reports in the same place would read each other's: they never run at the same time.
    private static List<IReadOnlyList<PlannedSet>> WavesOf(IReadOnlyList<PlannedSet> sets)
    {
        var together = new List<List<PlannedSet>>();
        foreach (var set in sets.Where(s => s.Set.Parallel))
        {
            if (together.FirstOrDefault(w => w.TrueForAll(o => o.Set.Results != set.Set.Results)) is { } wave) wave.Add(set);
            else together.Add([set]);
        }

        return [.. together, .. sets.Where(s => !s.Set.Parallel).Select(s => (IReadOnlyList<PlannedSet>)[s])];
    }
}
