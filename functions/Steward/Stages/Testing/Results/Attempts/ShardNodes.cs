using System.Collections.Immutable;
using Steward.Gates;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>
/// The nodes below a sharded set's: one for each shard that is missing, failed or was cut off, to be seen, awaited and waived by itself, and one for what is to be said
/// of the set beside them, so that a waiver of a shard lets through nothing else.
/// </summary>
internal static class ShardNodes
{
    private const int Most = 50;
    private const string Rest = "tests";
    private const string More = "other shards";

    /// <summary>The nodes; none where nothing stands against a single shard.</summary>
    public static ImmutableArray<VerdictNode> Of(SetFacts facts, IReadOnlyList<Part> parts)
    {
        if (parts.Count == 1) return [];
        var failures = CountJudgement.Failures(facts, parts);
        var told = parts.Select(p => (Part: p, Findings: Of(p, facts, failures).ToList())).Where(t => t.Findings.Count > 0).ToList();
        if (told.Count == 0) return [];
        var shards = told.Select(t => Finding.Node(t.Part.Name!, t.Findings)).OrderByDescending(n => n.Verdict).ToList();
        if (shards.Count > Most) shards = [.. shards.Take(Most), Together(shards.Skip(Most))];
        var rest = OfSet(facts, parts, areFailuresTold: failures.Count > 0).ToList();
        if (rest.Count == 0) return [.. shards];
        var node = Finding.Node(Rest, rest);
        return [.. shards, node.Verdict == Verdict.Missing ? node with { AwaitUntil = shards.Append(node).Max(n => n.AwaitUntil) } : node];
    }

    private static IEnumerable<Finding> Of(Part part, SetFacts facts, IReadOnlyList<(Part Part, Finding Finding)> failures) => part.HasCome
        ? failures.Where(f => f.Part == part).Select(f => f.Finding).Concat(PartJudgement.NotCounting([part]).Where(IsAgainst))
        : [PartJudgement.JudgeOpen(part, facts)];

    private static IEnumerable<Finding> OfSet(SetFacts facts, IReadOnlyList<Part> parts, bool areFailuresTold)
    {
        // Of the tests that were announced of a shard which is told by itself its node speaks already.
        var come = parts.Where(p => p.HasCome).Select(p => (int?)p.Number).ToHashSet();
        var judged = come.Count == parts.Count ? facts : facts with { Announced = [.. facts.Announced.Where(a => a.Shard is not null && come.Contains(a.Shard))] };
        return PartialRuns.Judge(parts, facts)
            .Concat(CountJudgement.JudgeRest(facts, parts, areFailuresTold))
            .Concat(PartJudgement.NotCounting(parts).Where(f => !IsAgainst(f)))
            .Concat(StrayReports.Judge(facts, parts.Count))
            .Concat(AnnouncedTestsJudgement.Judge(parts, judged));
    }

    private static VerdictNode Together(IEnumerable<VerdictNode> shards) =>
        Finding.Node(More, [.. shards.Select(s => new Finding(s.Verdict, s.Reason) { AwaitUntil = s.AwaitUntil })]);

    private static bool IsAgainst(Finding finding) => !finding.Verdict.LetsThrough();
}
