using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Mocha;

/// <summary>A test, or a hook, as Mocha's reporters write it.</summary>
internal sealed class MochaTest
{
    private readonly KeptText _message = new();
    private string _title = "";
    private string _fullTitle = "";
    private string _file = "";
    private double _milliseconds;
    private double _retry;

    public bool HasError { get; private set; }

    public bool HasDuration { get; private set; }

    public (string File, string Title) Key => (_file, _fullTitle);

    public bool IsHook => IsHookTitle(_title);

    public static bool IsHookTitle(string title) =>
        title.StartsWith("\"before ", StringComparison.Ordinal) || title.StartsWith("\"after ", StringComparison.Ordinal);

    public void Take(string name, JsonCursor json)
    {
        switch (name)
        {
            case "title": _title = KeptText.Name(json.String()); break;
            case "fullTitle": _fullTitle = KeptText.Name(json.String()); break;
            case "file": _file = KeptText.Name(json.String()); break;
            case "duration": (_milliseconds, HasDuration) = (json.Number() ?? 0, json.Number() is not null); break;
            case "currentRetry": _retry = json.Number() ?? 0; break;
            case "err": TakeError(json); break;
        }
    }

    public TestCaseResult End(TestOutcome outcome) => new(Suite, Name, outcome, ReportDuration.OfMilliseconds(_milliseconds), _message.ToString())
    {
        Flaky = outcome == TestOutcome.Passed && _retry > 0,
    };

    // The full title is that of the blocks around the test, a space, and its own.
    private string Suite => _file.Length > 0 ? _file
        : _fullTitle.EndsWith(_title, StringComparison.Ordinal) ? _fullTitle[..^_title.Length].TrimEnd() : "";

    private string Name => _file.Length > 0 && _fullTitle.Length > 0 ? _fullTitle : _title;

    // An empty object says that there was no error.
    private void TakeError(JsonCursor json)
    {
        foreach (var name in json.Properties())
        {
            HasError = true;
            if (name is "message" && json.String() is { } message) _message.AddLine(message);
            else if (name is "stack" && _message.IsEmpty) _message.Add(json.String());
        }
    }
}
