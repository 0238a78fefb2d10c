using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Dart;

/// <summary>A test that was started. An error before a success is one of an attempt that was retried.</summary>
/// <param name="suite">The path of its file.</param>
/// <param name="name">Its name with those of its groups.</param>
/// <param name="began">Milliseconds since the run began.</param>
/// <param name="skipReason">Why it is skipped, or null.</param>
internal sealed class DartTest(string suite, string name, double began, string? skipReason)
{
    private KeptText? _message;
    private string? _result;
    private bool _hidden;
    private bool _skipped;
    private bool _erred;
    private bool _retried;
    private TestOutcome _late = TestOutcome.Passed;
    private double _milliseconds;

    public string Name => name;

    public bool IsOpen => _result is null;

    public bool IsSkipped => _skipped && Outcome() == TestOutcome.Skipped;

    public void Done(JsonElement line)
    {
        (_result, _hidden, _skipped) = (line.String("result") ?? "", line.Boolean("hidden") == true, line.Boolean("skipped") == true);
        _milliseconds = line.Number("time") - began;
    }

    public void Error(JsonElement line)
    {
        _message ??= new KeptText();
        _message.AddLine(line.String("error") ?? "");
        _message.AddLine(line.String("stackTrace") ?? "");
        _erred = true;
        if (_result is not null) _late = line.Boolean("isFailure") == true && _late != TestOutcome.Errored ? TestOutcome.Failed : TestOutcome.Errored;
    }

    // The runner says so before it tries a test again.
    public void Print(JsonElement line) => _retried |= _erred && line.String("message")?.StartsWith("Retry:", StringComparison.Ordinal) == true;

    /// <summary>The test; null when it is not to be counted. One that never ended although the run did is an error.</summary>
    public TestCaseResult? End(bool isOver)
    {
        if (IsOpen && !isOver) return null;
        var outcome = Outcome();
        if (_hidden && outcome is (TestOutcome.Passed or TestOutcome.Skipped)) return null;
        var message = _message?.ToString() ?? (IsOpen ? "The test began and never ended." : outcome == TestOutcome.Skipped ? skipReason : null);
        return new TestCaseResult(suite, name, outcome, ReportDuration.OfMilliseconds(_milliseconds), message)
        {
            Flaky = outcome == TestOutcome.Passed && (_retried || _erred),
        };
    }

    private TestOutcome Outcome()
    {
        var told = _result switch
        {
            "success" => _skipped ? TestOutcome.Skipped : TestOutcome.Passed,
            "failure" => TestOutcome.Failed,
            _ => TestOutcome.Errored,
        };
        return told > _late ? told : _late;
    }
}
