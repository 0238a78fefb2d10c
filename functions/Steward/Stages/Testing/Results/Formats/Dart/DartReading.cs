using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Dart;

/// <summary>
/// One reading of Dart's events. A test may get an error after it is done, and has failed then, so all tests wait for the end. Hidden ones
/// (loading a file, setUpAll) count only when they failed.
/// </summary>
internal sealed class DartReading(ReportBuilder builder)
{
    private readonly Dictionary<long, string> _suites = [];
    private readonly OrderedDictionary<long, DartTest> _tests = [];
    private readonly DartGroups _groups = new();
    private bool _hasEnd;
    private bool? _success;

    public void OnEvent(JsonElement line)
    {
        switch (line.String("type"))
        {
            case "suite" when line.Member("suite") is { } suite: _suites[suite.Whole("id") ?? -1] = KeptText.Name(suite.String("path")); break;
            case "group" when line.Member("group") is { } group: _groups.Add(group); break;
            case "testStart" when line.Member("test") is { } test: Start(test, line.Number("time")); break;
            case "testDone": Find(line)?.Done(line); break;
            case "error": Find(line)?.Error(line); break;
            case "print": Find(line)?.Print(line); break;
            case "done":
                _hasEnd = true;
                _success = line.Boolean("success");
                break;
        }
    }

    /// <summary>Hands in every test that is done, also those of a stream that broke off.</summary>
    public void HandIn()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var test in _tests.Values)
        {
            if (test.End(isOver: _hasEnd) is not { } ended) continue;
            if (seen.Add(ended.Suite)) builder.AddSuites(1);
            builder.Add(ended);
        }
    }

    public void Judge()
    {
        if (!_hasEnd) builder.Incomplete($"The run was aborted before its end: its stream has no 'done' event{Open()}.");
        else if (_success is null) builder.Incomplete("The run was aborted before its end: its 'done' event names no success.");
        else if (_success == false && builder.NotInOrder == 0) builder.Incomplete("The run calls itself no success although none of its tests failed.");
        if (_groups.Declared is not { } declared || declared == builder.Tests) return;
        var said = $"It declares {Texts.Count(declared, "test")} and holds {builder.Tests}.";
        if (declared - _groups.NotRun() > builder.Tests) builder.Incomplete(said);
        else builder.Note(said);
    }

    private string Open()
    {
        var open = _tests.Values.Where(t => t.IsOpen).Select(t => t.Name).ToList();
        return open.Count == 0 ? "" : $"; not ended: {Texts.Clip(Texts.Some(open), 200)}";
    }

    private void Start(JsonElement test, double time)
    {
        var suite = _suites.GetValueOrDefault(test.Whole("suiteID") ?? -1) ?? "";
        var started = new DartTest(suite, KeptText.Name(test.String("name")), time, test.Member("metadata")?.String("skipReason"));
        _tests[test.Whole("id") ?? -1] = started;
        _groups.Add(test, started);
    }

    private DartTest? Find(JsonElement line) => line.Whole("testID") is { } id && _tests.TryGetValue(id, out var test) ? test : null;
}
