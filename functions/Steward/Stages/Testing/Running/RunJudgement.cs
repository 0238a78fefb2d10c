using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Running;

/// <summary>How a command ended.</summary>
/// <param name="Exit">Its exit code; null when it was cut off.</param>
/// <param name="Cut">Why it was cut off, as a sentence; null when it ended by itself.</param>
public sealed record CommandEnd(int? Exit, string? Cut);

/// <summary>What runs of a set mean by the set's own rules, without a server. The gate judges again, with all that it knows.</summary>
public static class RunJudgement
{
    /// <summary>Judges one run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="end">How its command ended.</param>
    /// <param name="reports">The reports that it left, each with its name.</param>
    public static ReceiptMeaning Of(PlannedRun run, CommandEnd end, IReadOnlyList<(string Name, TestReport Report)> reports)
    {
        var total = ReportReader.Together(reports.Select(r => r.Report));
        if (end.Cut is { } cut) return new ReceiptMeaning(Verdict.Fail, ResultsText.AbortedAt(null, cut, total.NotInOrder > 0 ? ResultsText.Failed(total, []) : null));
        if (FailedWithoutRed(end, total)) return new ReceiptMeaning(Verdict.Fail, $"The command ended with exit code {end.Exit}{(reports.Count == 0 ? " and left no report" : ", though no test is red")}.");
        if (reports.Count == 0) return new ReceiptMeaning(Verdict.Fail, NoReport(run));
        return SetJudgement.Meaning([.. reports.Select(r => new ReceivedReport(r.Name, r.Report.Format, r.Report.Problem, r.Report.Counts, r.Report.Notes, -1))], total);
    }

    /// <summary>Judges a set of which all runs have ended: the first that is not in order, then the numbers that the policy asks for.</summary>
    public static ReceiptMeaning Of(PlannedSet set, IReadOnlyList<ReceiptMeaning> runs, ReportCounts total)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Verdict != Verdict.Pass) return runs[i] with { Reason = ResultsText.At(set.Runs[i].Shard?.ToString(), runs[i].Reason) };
        }

        if (set.IsWhole && total.Ran < set.Set.Minimum) return new ReceiptMeaning(Verdict.Fail, ResultsText.TooFew(total, set.Set.Minimum));
        return total.Skipped > set.Set.MaxSkipped
            ? new ReceiptMeaning(Verdict.Fail, ResultsText.TooManySkipped(total, set.Set.MaxSkipped.Value))
            : new ReceiptMeaning(Verdict.Pass, ResultsText.InOrder(total));
    }

    /// <summary>
    /// True when the command failed and no test of its reports says why: then its failure is told as an errored test of its own, since it may have died
    /// after a green report.
    /// </summary>
    public static bool FailedWithoutRed(CommandEnd end, ReportCounts total) => end.Exit is not (null or 0) && total.NotInOrder == 0;

    /// <summary>The sentence about a run whose command ended well and left nothing.</summary>
    public static string NoReport(PlannedRun run) => $"The command ended with exit code 0 and left no new report at {Texts.Clip(run.Results, 200)}.";
}
