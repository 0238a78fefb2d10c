using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Jest;

/// <summary>A test of a file. Its suite is the file, its name the full one with those of the blocks around it.</summary>
internal sealed class JestTest
{
    private readonly KeptText _message = new();
    private string? _title;
    private string? _fullName;
    private string? _status;
    private double _milliseconds;
    private bool _retried;

    public bool Failed => Outcome is TestOutcome.Failed or TestOutcome.Errored;

    // "focused" and no status at all say nothing of an outcome.
    private TestOutcome Outcome => _status switch
    {
        "passed" => TestOutcome.Passed,
        "failed" => TestOutcome.Failed,
        "pending" or "skipped" or "todo" or "disabled" => TestOutcome.Skipped,
        _ => TestOutcome.Errored,
    };

    public void Take(string name, JsonCursor json)
    {
        switch (name)
        {
            case "title": _title = KeptText.Name(json.String()); break;
            case "fullName": _fullName = KeptText.Name(json.String()); break;
            case "status": _status = json.String(); break;
            case "duration": _milliseconds = json.Number() ?? 0; break;
            case "invocations": _retried |= json.Number() > 1; break;
            case "retryReasons":
                foreach (var _ in json.Items()) _retried = true;
                break;
            case "failureMessages":
                foreach (var _ in json.Items()) _message.AddLine(json.String() ?? "");
                break;
        }
    }

    public TestCaseResult End(string file) =>
        new(file, _fullName is { Length: > 0 } full ? full : _title ?? "", Outcome, ReportDuration.OfMilliseconds(_milliseconds), _message.ToString())
        {
            Flaky = _retried && Outcome == TestOutcome.Passed,
        };
}
