using Steward.Gates;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results;

/// <summary>
/// Judges one test set: every part that was announced (by the policy, by announcements, by what the reports say of themselves) must have come, and
/// the tests of all parts together be in order. Shards that are not have nodes of their own below the set's. Of each part its newest complete attempt counts, and of older ones the tests that it did not run.
/// </summary>
internal static class SetJudgement
{
    public static VerdictNode Judge(SetFacts facts)
    {
        var set = facts.Set;
        if (facts.IsUnheard && !set.Required) return new VerdictNode(set.Name, Verdict.NotNeeded, ResultsText.NotRequired);
        var shards = ShardCount.Of(set, facts.Reports, facts.Announced);
        if (shards.Disagreement is { } disagreement) return new VerdictNode(set.Name, Verdict.Fail, disagreement);
        var parts = Part.Of(facts, shards.Number);
        var findings = PartJudgement.Judge(parts, facts)
            .Concat(PartialRuns.Judge(parts, facts))
            .Concat(CountJudgement.Judge(facts, parts))
            .Concat(PartJudgement.NotCounting(parts))
            .Concat(StrayReports.Judge(facts, shards.Number));
        // Which tests are missing is told once all parts are there: until then the parts say it.
        if (parts.All(p => p.HasCome)) findings = findings.Concat(AnnouncedTestsJudgement.Judge(parts, facts));
        return Finding.Node(set.Name, [.. findings]) with { Children = ShardNodes.Of(facts, parts) };
    }

    /// <summary>What reports alone mean, for the one who uploads them: as for a set without rules of its own.</summary>
    public static ReceiptMeaning Meaning(IReadOnlyList<ReceivedReport> received, ReportCounts total)
    {
        var (verdict, reason) = received switch
        {
            _ when received.FirstOrDefault(r => r.Format is null) is { Problem: { } unread } => (Verdict.Error, unread),
            _ when total.NotInOrder > 0 => (Verdict.Fail, ResultsText.Failed(total, [])),
            _ when received.FirstOrDefault(r => r.Problem is not null) is { Problem: { } problem } => (Verdict.Fail, ResultsText.AbortedAt(null, ResultsText.Incomplete(problem), null)),
            _ when total.Ran == 0 => (Verdict.Fail, ResultsText.Empty),
            _ => (Verdict.Pass, ResultsText.InOrder(total)),
        };
        return new ReceiptMeaning(verdict, reason);
    }
}
