using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Coverage;

/// <summary>
/// Judges how many of a change's lines the tests executed, over the reports of all sets together. A line that no report knows cannot be executed and does not count;
/// a file that no report knows counts as not executed, line by line, where reports know others of its extension.
/// </summary>
public sealed class CoverageCriterion : ICriterion
{
    private const string Received = "change.received";

    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "coverage";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (!facts.Policy.Has(CoveragePolicy.Section)) return Node(Verdict.NotNeeded, CoverageText.NotDeclared);
        var recorded = facts.Latest(ChangedLines.Kind);
        if (recorded is null) return Node(Verdict.Missing, CoverageText.NotRecorded);
        if (recorded.Details?["tooLarge"] is { } tooLarge) return Node(Verdict.Error, tooLarge.GetValue<string>());
        if (facts.Payload<ChangedLines>(recorded) is not { } changed) return Node(Verdict.Error, CoverageText.NoPayload);
        var policy = facts.Policy.Get(CoveragePolicy.Section);
        var judges = policy.Judges();
        var files = changed.Files.Where(f => f.Lines.Count > 0 && judges(f.Path)).ToList();
        return files.Count == 0 ? Node(Verdict.NotNeeded, CoverageText.NothingToExecute(changed)) : JudgeFiles(files, policy, facts);
    }

    /// <summary>The changed lines that no test executed, as far as counting reports tell; nothing where the policy does not ask for coverage.</summary>
    internal static IReadOnlyList<ChangedFileCoverage> Uncovered(GateFacts facts)
    {
        if (!facts.Policy.Has(CoveragePolicy.Section)) return [];
        if (facts.Latest(ChangedLines.Kind) is not { } recorded || facts.Payload<ChangedLines>(recorded) is not { } changed) return [];
        var policy = facts.Policy.Get(CoveragePolicy.Section);
        var judges = policy.Judges();
        var files = changed.Files.Where(f => f.Lines.Count > 0 && judges(f.Path)).ToList();
        var sets = CoverageSet.Of(CoverageEvidence.About(facts).Where(r => policy.Sets.Count == 0 || policy.Sets.Contains(r.Set)));
        var merged = sets.Count == 0 || sets.Any(s => s.Problem is not null) ? null : MergedCoverage.Of(sets, facts, files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal));
        return merged is null ? [] : [.. files.Select(merged.Measure).Where(f => f.Uncovered.Count > 0)];
    }

    private VerdictNode JudgeFiles(List<ChangedPath> files, CoveragePolicy policy, GateFacts facts)
    {
        var sets = CoverageSet.Of(CoverageEvidence.About(facts).Where(r => policy.Sets.Count == 0 || policy.Sets.Contains(r.Set)));
        if (sets.FirstOrDefault(s => s.Unread is not null) is { } unread) return Node(Verdict.Error, CoverageText.Broken(unread, unread.Unread!));
        if (sets.FirstOrDefault(s => s.Problem is not null) is { } broken) return Node(Verdict.Fail, CoverageText.Broken(broken, broken.Problem!));
        var missing = policy.Sets.Where(name => sets.All(s => s.Name != name)).ToList();
        if (sets.Count == 0 || missing.Count > 0) return Missing(missing, facts);
        var merged = MergedCoverage.Of(sets, facts, files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal));
        return merged is null ? Node(Verdict.Error, CoverageText.NoPayload) : JudgeLines([.. files.Select(merged.Measure)], policy.ChangedLines, merged.Ambiguous);
    }

    private VerdictNode JudgeLines(List<ChangedFileCoverage> files, long wanted, IReadOnlyList<string> ambiguous)
    {
        var all = files.Sum(f => f.Lines);
        if (all == 0) return Node(Verdict.NotNeeded, CoverageText.NothingKnown);
        var executed = all - files.Sum(f => LineRuns.Count(f.Uncovered));
        var numbers = CoverageText.Numbers(executed, all, wanted);
        return executed * 100 >= wanted * all
            ? Node(Verdict.Pass, $"{numbers}.")
            : Node(Verdict.Fail, $"{numbers}: {CoverageText.Uncovered(files)}.{CoverageText.Ambiguous(ambiguous)}");
    }

    private VerdictNode Missing(List<string> sets, GateFacts facts)
    {
        // The first receipt counts: a second delivery of the same push does not start the time again.
        var received = facts.About(Subject.Commit(facts.Commit)).FirstOrDefault(e => e.Kind == Received);
        var until = received?.Time + facts.Policy.Get(ResultsPolicy.Section).Deadline;
        var isOver = until is null || until <= facts.Now;
        return Node(Verdict.Missing, CoverageText.NotReported(sets, until, isOver)) with { AwaitUntil = isOver ? null : until };
    }

    private VerdictNode Node(Verdict verdict, string reason) => new(Name, verdict, Texts.Clip(reason, 2000));
}
