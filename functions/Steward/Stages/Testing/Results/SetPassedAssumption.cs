using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results;

/// <summary>
/// Assumes that a test set passed: <c>set network passed</c>. It is a new attempt in which every shard reports, and every test that is known, announced or
/// named by the policy passed, with as many more as the least number asks for. What contradicts itself cannot be assumed away.
/// </summary>
internal sealed class SetPassedAssumption : IAssumption
{
    private const string Begin = "set ";
    private const string End = " passed";
    private const int MaxTests = 200_000;

    /// <inheritdoc/>
    public string Form => "set NAME passed";

    /// <inheritdoc/>
    public IReadOnlyList<UnrecordedEvidence>? Read(AssumptionGround ground, string phrase)
    {
        if (!phrase.StartsWith(Begin, StringComparison.Ordinal) || !phrase.EndsWith(End, StringComparison.Ordinal) || phrase.Length <= Begin.Length + End.Length) return null;
        var name = phrase[Begin.Length..^End.Length].Trim();
        var sets = ResultsCriterion.Sets(ground.Facts).ToList();
        var set = sets.Find(s => s.Set.Name == name)
            ?? throw StewardException.NotFound($"There is no test set '{Texts.Clip(name, 80)}' here. There are: {Texts.Some([.. sets.Select(s => s.Set.Name)], 10)}.");
        return [.. Reports(ground, set)];
    }

    private static IEnumerable<UnrecordedEvidence> Reports(AssumptionGround ground, SetFacts set)
    {
        var shards = ShardCount.Of(set.Set, set.Reports, set.Announced).Number;
        var attempt = set.Reports.Select(r => r.Attempt).Concat(set.Announced.Select(a => a.Attempt)).DefaultIfEmpty(0).Max() + 1;
        var known = Known(set);
        if (Math.Max(known.Count, set.Set.Minimum) > MaxTests)
            throw StewardException.Invalid($"Test set {set.Set.Name} has more than {MaxTests} tests: it cannot be assumed test by test. Use 'waived testing/results/{set.Set.Name}'.");
        foreach (var number in Enumerable.Range(1, shards))
        {
            var fill = number == 1 ? Math.Max(1, (int)set.Set.Minimum - known.Count) : 1;
            var tests = (number == 1 ? known : Announced(set, number)).Concat(Enumerable.Range(1, fill).Select(i => Passed($"assumed {number}.{i}")));
            yield return Report(ground, new ResultsUpload(new ChangeId(ground.Facts.Product, ground.Facts.Commit), set.Set.Name, attempt, "assumed") { Shard = shards == 1 ? null : new Shard(number, shards) }, [.. tests]);
        }
    }

    // Every test that somebody has heard of: a new attempt that lacks one would not make it pass.
    private static List<TestCaseResult> Known(SetFacts set)
    {
        var reported = set.Reports.GroupBy(r => r.Attempt).SelectMany(g => set.Listed.Of(new Attempt(g.Key, [.. g])) ?? []);
        var named = set.Set.Tests.Select(t => t.Text.Replace("*", "assumed", StringComparison.Ordinal)).Concat(set.Set.KeepsReleased ? set.Released.Of(set.Set.Name) ?? [] : []);
        return [.. reported.Select(t => t with { Outcome = TestOutcome.Passed, Message = null, Places = null, Passes = null }).Take(MaxTests), .. named.Select(Passed), .. Announced(set, 1)];
    }

    private static IEnumerable<TestCaseResult> Announced(SetFacts set, int shard) =>
        set.Announced.Where(a => a.Payload is not null && (a.Shard ?? 1) == shard).SelectMany(a => set.Listed.Announced(a.Payload!) ?? []).Distinct(StringComparer.Ordinal).Select(Passed);

    private static TestCaseResult Passed(string name) => new("", name, TestOutcome.Passed, 0, null);

    private static UnrecordedEvidence Report(AssumptionGround ground, ResultsUpload upload, List<TestCaseResult> tests)
    {
        var report = new TestReport("assumed", null, new ReportCounts(1, tests.Count, 0, 0, 0, 0, 0) { UniqueTests = tests.Count, Runs = tests.Count }, tests, []);
        var payload = Json.WriteBytes(new ResultsPayload(upload.Set, upload.Attempt, report.Format, null, report.Counts, [], tests, 0));
        var digest = Digest.Sha256(payload);
        var received = ResultsEvidence.Of(upload, report, digest);
        return new UnrecordedEvidence(ground.Assumed(ResultsEvidence.Kind) with { Id = received.Id, Outcome = EvidenceOutcome.Pass, Details = received.Details, Payload = digest }, payload);
    }
}
