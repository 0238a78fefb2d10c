using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Ctrf;

/// <summary>A test of a CTRF report. <c>other</c>, and no status at all, is an error: nothing says that the test passed.</summary>
internal sealed class CtrfTest
{
    private readonly KeptText _message = new();
    private string _name = "";
    private List<string> _suite = [];
    private double _line;
    private string? _file;
    private string? _status;
    private double _milliseconds;
    private double _retries;
    private bool _flaky;
    private bool _attemptFailed;

    public void Take(string name, JsonCursor json)
    {
        switch (name)
        {
            case "name": _name = KeptText.Name(json.String()); break;
            case "status": _status = json.String(); break;
            case "duration": _milliseconds = json.Number() ?? 0; break;
            case "suite": TakeSuite(json); break;
            case "line": _line = json.Number() ?? 0; break;
            case "filePath": _file = KeptText.Name(json.String()); break;
            case "message" or "trace" when json.String() is { } text: _message.AddLine(text); break;
            case "flaky": _flaky = json.IsTrue(); break;
            case "retries": _retries = json.Number() ?? 0; break;
            case "retryAttempts": TakeAttempts(json); break;
        }
    }

    public TestCaseResult End()
    {
        var outcome = Outcome(_status);
        var suite = Suite();
        return new TestCaseResult(suite.Length > 0 ? suite : _file ?? "", _name, outcome, ReportDuration.OfMilliseconds(_milliseconds), _message.ToString())
        {
            Flaky = outcome == TestOutcome.Passed && (_flaky || _attemptFailed || _retries > 0),
            Place = outcome is TestOutcome.Failed or TestOutcome.Errored ? SourcePlaces.Of(_file, (long)_line) : null,
        };
    }

    // Since schema 0.0.2 a list of suites, the outermost first.
    private void TakeSuite(JsonCursor json)
    {
        _suite = json.Token == JsonTokenType.StartArray ? [.. json.Items().Select(_ => json.String()).OfType<string>().Take(20)] : [json.String() ?? ""];
    }

    // xUnit.net begins with digests of the assembly and the collection, which change with the folder it is built in, and ends with the test's own method: with
    // them no test would be known again, and each would be a suite of its own.
    private string Suite()
    {
        var parts = _suite.Where(p => !IsDigest(p)).ToList();
        var method = _name.Split('(')[0];
        if (parts.Count > 1 && (method == parts[^1] || method.EndsWith($".{parts[^1]}", StringComparison.Ordinal))) parts.RemoveAt(parts.Count - 1);
        return KeptText.Name(string.Join(" > ", parts.Count > 0 ? parts : _suite));
    }

    private static bool IsDigest(string part) => part.Length == 64 && part.All(char.IsAsciiHexDigitLower);

    private void TakeAttempts(JsonCursor json)
    {
        foreach (var _ in json.Items())
        {
            foreach (var name in json.Properties())
                if (name == "status") _attemptFailed |= Outcome(json.String()) is TestOutcome.Failed or TestOutcome.Errored;
        }
    }

    private static TestOutcome Outcome(string? status) => status switch
    {
        "passed" => TestOutcome.Passed,
        "failed" => TestOutcome.Failed,
        "skipped" or "pending" => TestOutcome.Skipped,
        _ => TestOutcome.Errored,
    };
}
