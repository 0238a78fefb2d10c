using Steward.Gates;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results;

/// <summary>
/// Judges one test set by its newest complete attempt. What an older attempt ran and the newest did not still counts, so that a re-run of a few
/// tests makes none disappear; and a newer attempt that is not complete can only make it worse.
/// </summary>
internal static class SetJudgement
{
    public static VerdictNode Judge(TestSet set, IReadOnlyList<ResultsEvidence> reports, IReadOnlyDictionary<string, byte[]> payloads, Wait wait)
    {
        if (reports.Count == 0) return NeverReported(set, wait);
        var attempts = Attempt.Of(reports);
        var counting = attempts.FirstOrDefault(a => a.IsComplete) ?? attempts[0];
        var (verdict, reason) = JudgeBroken(counting) ?? JudgeLaid(set, counting, [.. attempts.Where(a => a.Number < counting.Number)], payloads);
        var judged = new VerdictNode(set.Name, verdict, ResultsText.WithAttempt(reason, counting.Number, attempts.Count == 1));
        return attempts.Where(a => a.Number > counting.Number).Aggregate(judged, Worsen);
    }

    /// <summary>What reports alone mean, for the one who uploads them: as for a set without rules of its own.</summary>
    public static ReceiptMeaning Meaning(IReadOnlyList<ReceivedReport> received, ReportCounts total)
    {
        var (verdict, reason) = received switch
        {
            _ when received.FirstOrDefault(r => r.Format is null) is { Problem: { } unread } => (Verdict.Error, unread),
            _ when total.NotInOrder > 0 => (Verdict.Fail, ResultsText.Failed(total, [])),
            _ when received.FirstOrDefault(r => r.Problem is not null) is { Problem: { } problem } => (Verdict.Fail, ResultsText.Incomplete(problem)),
            _ when total.Ran == 0 => (Verdict.Fail, ResultsText.Empty),
            _ => (Verdict.Pass, ResultsText.InOrder(total)),
        };
        return new ReceiptMeaning(verdict, reason);
    }

    private static VerdictNode NeverReported(TestSet set, Wait wait)
    {
        if (!set.Required) return new VerdictNode(set.Name, Verdict.NotNeeded, ResultsText.NotRequired);
        return new VerdictNode(set.Name, Verdict.Missing, ResultsText.NeverReported(set, wait)) { AwaitUntil = wait.IsOver ? null : wait.Until };
    }

    // No attempt is complete: then the newest one says why.
    private static (Verdict Verdict, string Reason)? JudgeBroken(Attempt attempt) => attempt switch
    {
        { IsComplete: true } => null,
        { Unread: { } unread } => (Verdict.Error, unread),
        { Counts.NotInOrder: > 0 } => (Verdict.Fail, ResultsText.Failed(attempt.Counts, [.. attempt.FirstFailed])),
        { Problem: { } problem } => (Verdict.Fail, ResultsText.Incomplete(problem)),
        _ => (Verdict.Fail, ResultsText.Empty),
    };

    private static (Verdict Verdict, string Reason) JudgeLaid(
        TestSet set, Attempt counting, List<Attempt> older, IReadOnlyDictionary<string, byte[]> payloads)
    {
        if (older.Count == 0) return JudgeCounts(set, counting.Counts, [.. counting.FirstFailed], "");
        if (ListedTests.Of(older.Prepend(counting), payloads) is not { } listed) return JudgeUnlisted(set, counting, older);
        var tally = new TestTally();
        foreach (var (attempt, tests) in listed) tally.Add(attempt.Number, tests);
        return JudgeCounts(set, tally.Counts, tally.Bad, ResultsText.Kept(tally.Kept));
    }

    // Which tests an older attempt had is not known, only how many: fewer may not take their place.
    private static (Verdict Verdict, string Reason) JudgeUnlisted(TestSet set, Attempt counting, List<Attempt> older)
    {
        var judged = JudgeCounts(set, counting.Counts, [.. counting.FirstFailed], "");
        var largest = older.MaxBy(a => a.Counts.Ran)!;
        return judged.Verdict == Verdict.Pass && counting.Counts.Ran < largest.Counts.Ran
            ? (Verdict.Fail, ResultsText.Fewer(counting, largest))
            : judged;
    }

    private static (Verdict Verdict, string Reason) JudgeCounts(TestSet set, ReportCounts counts, IReadOnlyList<string> bad, string kept)
    {
        if (counts.NotInOrder > 0) return (Verdict.Fail, ResultsText.Failed(counts, bad));
        if (counts.Ran < set.Minimum) return (Verdict.Fail, ResultsText.TooFew(counts, set.Minimum));
        if (counts.Skipped > set.MaxSkipped) return (Verdict.Fail, ResultsText.TooManySkipped(counts, set.MaxSkipped.Value));
        return (Verdict.Pass, ResultsText.InOrder(counts) + kept);
    }

    // It does not count, so what passed in it heals nothing; what failed in it has failed.
    private static VerdictNode Worsen(VerdictNode judged, Attempt incomplete) => incomplete.Counts.NotInOrder > 0
        ? judged with
        {
            Verdict = Verdict.Fail,
            Reason = $"{ResultsText.WithAttempt(ResultsText.Failed(incomplete.Counts, [.. incomplete.FirstFailed]), incomplete.Number)} {judged.Reason}",
        }
        : judged with { Reason = $"{judged.Reason} {ResultsText.NotCounting(incomplete)}" };
}
