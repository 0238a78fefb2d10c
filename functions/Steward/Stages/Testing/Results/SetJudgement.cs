using Steward.Gates;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results;

/// <summary>Judges one test set by the reports of its newest attempt: several reports of one attempt are its parts.</summary>
internal static class SetJudgement
{
    public static VerdictNode Judge(TestSet set, IReadOnlyList<ResultsEvidence> reports, Wait wait)
    {
        if (reports.Count == 0) return NeverReported(set, wait);
        var attempt = reports.Max(r => r.Attempt);
        var parts = reports.Where(r => r.Attempt == attempt).ToList();
        var (verdict, reason) = Judge(set, parts);
        return new VerdictNode(set.Name, verdict, ResultsText.WithAttempt(reason, attempt));
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

    private static (Verdict Verdict, string Reason) Judge(TestSet set, List<ResultsEvidence> parts)
    {
        var counts = parts.Aggregate(ReportCounts.None, (sum, part) => sum + CountsOf(part));
        if (parts.Find(p => p.Format is null) is { Problem: { } unread }) return (Verdict.Error, unread);
        if (counts.NotInOrder > 0) return (Verdict.Fail, ResultsText.Failed(counts, [.. parts.SelectMany(p => p.FirstFailed)]));
        if (parts.Find(p => p.Problem is not null) is { Problem: { } problem }) return (Verdict.Fail, ResultsText.Incomplete(problem));
        if (counts.Tests == 0) return (Verdict.Fail, ResultsText.Empty);
        if (counts.Ran < set.Minimum) return (Verdict.Fail, ResultsText.TooFew(counts, set.Minimum));
        if (counts.Skipped > set.MaxSkipped) return (Verdict.Fail, ResultsText.TooManySkipped(counts, set.MaxSkipped.Value));
        return (Verdict.Pass, ResultsText.InOrder(counts));
    }

    private static ReportCounts CountsOf(ResultsEvidence part) =>
        new(0, part.Passed, part.Failed, part.Errored, part.Skipped, part.Flaky, part.Milliseconds / 1000.0);
}
