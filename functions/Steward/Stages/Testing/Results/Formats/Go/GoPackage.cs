using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Go;

/// <summary>A package whose tests are run, perhaps several times: gotestsum runs a package again for the tests that failed.</summary>
/// <param name="name">Its import path.</param>
/// <param name="results">Where its tests go.</param>
internal sealed class GoPackage(string name, GoResults results)
{
    private const string Itself = "(package)";
    private readonly OrderedDictionary<string, GoTest> _running = new(StringComparer.Ordinal);
    private KeptText _output = new();
    private int _run = 1;
    private int _failed;

    public bool HasTests { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>Tests that passed and have no event of their end.</summary>
    public int Lost { get; private set; }

    public IEnumerable<string> Running => _running.Keys;

    public void On(string? action, JsonElement line, Dictionary<string, KeptText> builds)
    {
        IsOpen = true;
        if (line.String("Test") is { Length: > 0 } test) OnTest(action, KeptText.Name(test), line);
        else if (action == "output") _output.Add(line.String("Output"));
        else if (action is "pass" or "skip") Pass();
        else if (action == "fail") Fail(builds.GetValueOrDefault(line.String("FailedBuild") ?? "")?.ToString());
    }

    /// <summary>The package failed: by its tests, by those that never ended, or by itself.</summary>
    public void Fail(string? said)
    {
        foreach (var (test, state) in _running)
        {
            if (state.SaidPass) AddLost(test);
            else Add(test, TestOutcome.Errored, 0, state.Message ?? "The test began and never ended.");
        }

        if (_failed == 0) Add(Itself, TestOutcome.Errored, 0, said ?? _output.ToString());
        End();
    }

    private void OnTest(string? action, string test, JsonElement line)
    {
        if (action == "run") _running[test] = new GoTest(test);
        else if (action == "output" && _running.TryGetValue(test, out var state)) state.Say(line.String("Output"));
        else if (action is "pass" or "fail" or "skip" or "bench") EndTest(test, action, line.Number("Elapsed"));
    }

    private void EndTest(string test, string action, double seconds)
    {
        var state = _running.GetValueOrDefault(test) ?? new GoTest(test);
        _running.Remove(test);
        var outcome = action switch
        {
            "fail" => state.Panicked ? TestOutcome.Errored : TestOutcome.Failed,
            "skip" => TestOutcome.Skipped,
            _ => TestOutcome.Passed,
        };
        Add(test, outcome, seconds, outcome == TestOutcome.Passed ? null : state.Message);
    }

    // What a test prints without a line's end hides the mark of its own end; the package's outcome speaks for it.
    private void Pass()
    {
        foreach (var (test, _) in _running) AddLost(test);
        End();
    }

    // Benchmarks have no event at their end.
    private void AddLost(string test)
    {
        if (!test.StartsWith("Benchmark", StringComparison.Ordinal)) Lost++;
        Add(test, TestOutcome.Passed, 0, null);
    }

    private void Add(string test, TestOutcome outcome, double seconds, string? message)
    {
        HasTests = true;
        if (outcome is TestOutcome.Failed or TestOutcome.Errored) _failed++;
        results.Add(new TestCaseResult(name, test, outcome, ReportDuration.Of(seconds), message), _run);
    }

    private void End()
    {
        _running.Clear();
        (IsOpen, _failed, _output) = (false, 0, new KeptText());
        _run++;
    }
}
