using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Go;

/// <summary>
/// Gathers outcomes. The runs of one package run (<c>-count</c>) all count; a further run of the package is a retry of its tests: the newest
/// outcome counts, and a test that failed before and passes then is flaky.
/// </summary>
internal sealed class GoResults(ReportBuilder builder)
{
    private readonly OrderedDictionary<(string Package, string Test), List<(int Run, TestCaseResult Test)>> _failed = [];

    public void Add(TestCaseResult test, int run)
    {
        var key = (test.Suite, test.Name);
        var before = _failed.GetValueOrDefault(key);
        var retried = before is not null && test.Outcome != TestOutcome.Skipped && before.RemoveAll(f => f.Run < run) > 0;
        if (test.Outcome is TestOutcome.Failed or TestOutcome.Errored)
        {
            if (before is null) _failed[key] = before = [];
            before.Add((run, test));
        }
        else builder.Add(test with { Flaky = retried && test.Outcome == TestOutcome.Passed });
    }

    /// <summary>Hands in what failed and was not healed.</summary>
    public void HandIn()
    {
        foreach (var (_, test) in _failed.Values.SelectMany(f => f)) builder.Add(test);
    }
}
