using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Mocha;

/// <summary>
/// One reading of Mocha's JSON. The list of all tests does not tell pending tests from passed ones, so they wait for the lists behind it;
/// where the report breaks off before these, only what stands in the test itself is known.
/// </summary>
internal sealed class MochaReading(JsonCursor json, ReportBuilder builder)
{
    private readonly ComparedCounts _declared = new(builder);
    private readonly List<MochaTest> _tests = [];
    private readonly HashSet<(string, string)> _pending = [];
    private readonly HashSet<(string, string)> _failed = [];
    private readonly List<MochaTest> _hooks = [];
    private bool _hasPending;

    public void Take(string name)
    {
        if (name == "stats") Stats();
        else if (name == "tests") Each(_tests.Add);
        else if (name == "failures") Each(Failure);
        else if (name == "pending")
        {
            Each(test => _pending.Add(test.Key));
            _hasPending = true;
        }
    }

    /// <summary>Hands in all tests, also those of a report that broke off.</summary>
    public void End()
    {
        foreach (var test in _tests) _declared.Add(test.End(Outcome(test)));
        foreach (var hook in _hooks) _declared.Add(hook.End(TestOutcome.Errored));
    }

    public void Judge()
    {
        _declared.CompareAll("tests", _hooks.Count);
        _declared.Compare("failures", "failures", _declared.Present(TestOutcome.Failed) + _hooks.Count);
        _declared.Compare("pending", "pending tests", _declared.Present(TestOutcome.Skipped));
        if (_declared["failures"] > 0 && builder.NotInOrder == 0) builder.Incomplete("It declares failures and holds none.");
    }

    private void Stats()
    {
        foreach (var name in json.Properties()) _declared.Declare(name, json.Number());
    }

    private void Each(Action<MochaTest> take)
    {
        foreach (var _ in json.Items())
        {
            var test = new MochaTest();
            foreach (var name in json.Properties()) test.Take(name, json);
            take(test);
        }
    }

    // A hook that failed is no test: it stands among the failures only.
    private void Failure(MochaTest test)
    {
        if (test.IsHook) _hooks.Add(test);
        else _failed.Add(test.Key);
    }

    private TestOutcome Outcome(MochaTest test)
    {
        if (test.HasError || _failed.Contains(test.Key)) return TestOutcome.Failed;
        var isPending = _hasPending ? _pending.Contains(test.Key) : !test.HasDuration;
        return isPending ? TestOutcome.Skipped : TestOutcome.Passed;
    }
}
