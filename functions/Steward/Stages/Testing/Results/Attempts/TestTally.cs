using System.Runtime.InteropServices;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>
/// Lays attempts over each other, newest first: a test that a newer attempt ran counts with that outcome, and one that it lacks, or only
/// skipped, with its newest outcome before. So a re-run of what had failed takes no other test away.
/// </summary>
/// <remarks>
/// A test is known by suite, class and name. Several of one name cannot be told apart: as many as the newer attempt lacks count with the worst
/// outcomes that the older one has of them.
/// </remarks>
internal sealed class TestTally
{
    private readonly HashSet<int> _parts = [];
    private Dictionary<(string Suite, string? Class, string Name, int Part), (int Ran, int Skipped)> _seen = [];
    private readonly SortedDictionary<int, int> _kept = [];
    private readonly List<string> _bad = [];
    private readonly List<TestCaseResult> _counted = [];
    private ReportCounts _counts = ReportCounts.None;

    /// <summary>The counts of all tests laid over each other.</summary>
    public ReportCounts Counts => _counts;

    /// <summary>Those that are not in order, by name; with the attempt where it is not the first one laid.</summary>
    public IReadOnlyList<string> Bad => _bad;

    /// <summary>The tests that count, and those that a newer attempt skipped where an older one ran them.</summary>
    public IReadOnlyList<TestCaseResult> Counted => _counted;

    /// <summary>How many tests count with an older attempt, by attempt.</summary>
    public IReadOnlyDictionary<int, int> Kept => _kept;

    /// <summary>Lays one attempt under those before, of its own part only.</summary>
    public void Add(int attempt, IEnumerable<TestCaseResult> tests, int part = 0)
    {
        var isNewest = _parts.Add(part) && part > 0;
        foreach (var same in tests.GroupBy(t => (t.Suite, t.ClassName, t.Name)).ToList())
        {
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, (same.Key.Suite, same.Key.ClassName, same.Key.Name, part), out _);
            var lacking = Lacking(seen, [.. same.OrderByDescending(t => t.Outcome)]).ToList();
            var ran = lacking.Count(t => t.Outcome != TestOutcome.Skipped);
            var replaced = Math.Min(ran, seen.Skipped);
            _counts += new ReportCounts(0, 0, 0, 0, -replaced, 0, 0);
            seen = (seen.Ran + ran, seen.Skipped - replaced + lacking.Count - ran);
            foreach (var test in lacking) Count(test, isNewest ? null : attempt);
        }
    }

    /// <summary>What is laid from here on lies under all parts (it is added without one): a test may have been in another part then.</summary>
    public void ForgetParts() =>
        _seen = _seen.GroupBy(s => s.Key with { Part = 0 }).ToDictionary(g => g.Key, g => (g.Sum(s => s.Value.Ran), g.Sum(s => s.Value.Skipped)));

    private static IEnumerable<TestCaseResult> Lacking((int Ran, int Skipped) seen, List<TestCaseResult> worstFirst)
    {
        var ran = worstFirst.Where(t => t.Outcome != TestOutcome.Skipped).ToList();
        var kept = ran.Take(Math.Max(0, ran.Count - seen.Ran)).ToList();
        var stillLacking = worstFirst.Count - seen.Ran - seen.Skipped - kept.Count + Math.Min(kept.Count, seen.Skipped);
        return kept.Concat(worstFirst.Where(t => t.Outcome == TestOutcome.Skipped).Take(Math.Max(0, stillLacking)));
    }

    private void Count(TestCaseResult test, int? older)
    {
        _counted.Add(test);
        _counts += test.Outcome switch
        {
            TestOutcome.Passed => new ReportCounts(0, 1, 0, 0, 0, test.Flaky ? 1 : 0, 0),
            TestOutcome.Skipped => new ReportCounts(0, 0, 0, 0, 1, 0, 0),
            TestOutcome.Failed => new ReportCounts(0, 0, 1, 0, 0, 0, 0),
            _ => new ReportCounts(0, 0, 0, 1, 0, 0, 0),
        };
        if (older is { } attempt) _kept[attempt] = _kept.GetValueOrDefault(attempt) + 1;
        if (test.Outcome is not (TestOutcome.Failed or TestOutcome.Errored)) return;
        if (_bad.Count < ResultsEvidence.MaxNamed) _bad.Add(older is null ? ResultsEvidence.NameOf(test) : $"{ResultsEvidence.NameOf(test)} (attempt {older})");
    }
}
