using Steward.Gates;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>
/// Judges whether each part has come: its newest complete attempt counts, unless a newer one was announced. Then that one is awaited, and when
/// it does not come, the older one does not take its place in silence.
/// </summary>
internal static class PartJudgement
{
    /// <summary>What stands against the parts. Those that are missing for the same reason are named together.</summary>
    public static IEnumerable<Finding> Judge(IReadOnlyList<Part> parts, SetFacts facts)
    {
        var open = parts.Where(p => !p.HasCome).Select(p => (Part: p, Finding: Broken(p))).ToList();
        var silent = open.Where(o => o.Finding is null).Select(o => o.Part);
        return open.Select(o => o.Finding).OfType<Finding>()
            .Concat(silent.GroupBy(p => p.Newest > 1 ? p.Newest : 1).OrderBy(g => g.Key).Select(g => Missing(g.Key, [.. g], facts)));
    }

    /// <summary>What stands against one part that has not come.</summary>
    public static Finding JudgeOpen(Part part, SetFacts facts) => Broken(part) ?? Missing(Math.Max(part.Newest, 1), [part], facts);

    /// <summary>What newer attempts than those that count say: they are not complete, so what passed in them heals nothing; what failed has failed.</summary>
    public static IEnumerable<Finding> NotCounting(IReadOnlyList<Part> parts) => parts.Where(p => p.HasCome).SelectMany(NotCounting);

    /// <summary>What is to be said of an attempt that is not complete.</summary>
    public static Finding Broken(Part part, Attempt attempt)
    {
        var where = ResultsText.Where(part.Name, attempt.Number, part.Attempts.Count == 1);
        var failed = attempt.Counts.NotInOrder > 0 ? ResultsText.Failed(attempt.Counts, [.. attempt.FirstFailed]) : null;
        return attempt switch
        {
            { Unread: { } unread } => new Finding(Verdict.Error, ResultsText.At(where, unread)),
            { Cut: { } cut } => new Finding(Verdict.Fail, ResultsText.AbortedAt(where, cut, failed)),
            { Problem: { } problem } => new Finding(Verdict.Fail, ResultsText.AbortedAt(where, ResultsText.Incomplete(problem), failed)),
            _ => new Finding(Verdict.Fail, ResultsText.At(where, ResultsText.Empty)),
        };
    }

    // Null: nothing has come of its newest attempt, and nobody says that it was cut off.
    private static Finding? Broken(Part part)
    {
        if (part.Attempts.FirstOrDefault(a => a.Number >= part.Newest) is { } attempt) return Broken(part, attempt);
        var aborted = part.OfNewest.Where(a => a.IsAborted).Select(a => a.Reason ?? "").Order(StringComparer.Ordinal).ToList();
        return aborted.Count == 0
            ? null
            : new Finding(Verdict.Fail, ResultsText.AbortedAt(ResultsText.Where(part.Name, part.Newest, part.Attempts.Count == 0), aborted[0], null));
    }

    private static Finding Missing(int attempt, List<Part> parts, SetFacts facts)
    {
        var announced = parts.SelectMany(p => p.OfNewest).Select(a => (DateTimeOffset?)a.Time).Max();
        var wait = facts.Deadlines.For(announced);
        var names = parts.Select(p => p.Name).OfType<string>().ToList();
        return new Finding(Verdict.Missing, ResultsText.Missing(facts.Set, names, attempt, wait)) { AwaitUntil = wait.IsOver ? null : wait.Until };
    }

    private static IEnumerable<Finding> NotCounting(Part part) =>
        from attempt in part.Attempts
        where attempt.Number > part.Complete!.Number
        select attempt.Counts.NotInOrder > 0
            ? new Finding(Verdict.Fail, ResultsText.At(ResultsText.Where(part.Name, attempt.Number), ResultsText.Failed(attempt.Counts, [.. attempt.FirstFailed])))
            : new Finding(Verdict.Pass, ResultsText.NotCounting(part.Name, attempt));
}
