using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>A test that is open. The worst of what stands in it counts, whatever the order: error, failure, skipped, passed.</summary>
internal sealed class JUnitCase
{
    private readonly string _suite;
    private readonly string _name;
    private readonly string? _className;
    private readonly double _seconds;
    private readonly SourcePlace? _place;
    private TestOutcome _outcome;
    private TestOutcome _rerun = TestOutcome.Passed;
    private string? _message;
    private string? _places;
    private bool _flaky;
    private bool _isExpected;
    private bool _isOfFile;
    private int _retries;

    /// <param name="xml">Stands on its beginning.</param>
    /// <param name="suite">The suite around it.</param>
    /// <param name="wanted">Whether somebody wants to know where it stands.</param>
    public JUnitCase(XmlScanner xml, string suite, bool wanted)
    {
        _className = xml.GroupOf("classname"u8) ?? xml.GroupOf("class"u8);
        _suite = suite.Length > 0 ? suite : _className ?? "";
        _name = xml.NameOf("name"u8) ?? "";
        _seconds = xml.TryGet("time"u8, out _) ? xml.SecondsOf("time"u8) : xml.SecondsOf("duration"u8);
        if (wanted && xml.GroupOf("file"u8) is { } file) _place = SourcePlaces.Of(file, LineOf(xml, suite));
        _outcome = Worse(Told(xml.Common("status"u8)), Told(xml.Common("result"u8)));
    }

    public void Take(JUnitResult result)
    {
        if (result.Outcome is TestOutcome.Failed or TestOutcome.Errored) _places ??= result.Places;
        _isOfFile |= result.IsOfFile;
        _flaky |= result.Kind == ResultKind.Flaky;
        _isExpected |= result.Kind == ResultKind.Expected;
        if (result.Kind is ResultKind.Flaky or ResultKind.Rerun) _retries++;
        if (result.Kind == ResultKind.Rerun) _rerun = Worse(_rerun, result.Outcome);
        if (result.Kind == ResultKind.Final && result.Outcome >= _outcome)
            (_outcome, _message) = (result.Outcome, result.Outcome > _outcome ? result.Message ?? _message : _message ?? result.Message);
        else _message ??= result.Message;
    }

    /// <summary>The test. An attempt that failed without the test's own result makes it failed: nothing says that it ever passed.</summary>
    public TestCaseResult End()
    {
        var outcome = _outcome is TestOutcome.Passed or TestOutcome.Skipped ? Worse(_outcome, _rerun) : _outcome;
        if (_isExpected) outcome = TestOutcome.Skipped;
        if (outcome == TestOutcome.Failed && (IsClassItself(_name) || (_isOfFile && IsScript(_name)))) outcome = TestOutcome.Errored;
        return new TestCaseResult(_suite, _name, outcome, _seconds, _message)
        {
            ClassName = _className, Flaky = _flaky, Retries = _retries, Places = _places,
            Place = outcome is TestOutcome.Failed or TestOutcome.Errored ? _place : null,
        };
    }

    // Node tells a file whose process ended badly as a test of the file's name.
    private static bool IsScript(string name) => Path.GetExtension(name) is ".js" or ".mjs" or ".cjs" or ".ts" or ".mts" or ".cts" or ".jsx" or ".tsx";

    // pytest counts lines from 0 (_pytest/junitxml.py writes the line of its location, _pytest/reports.py). Minitest calls it lineno.
    private static long? LineOf(XmlScanner xml, string suite)
    {
        var line = xml.CountOf("line"u8) ?? xml.CountOf("lineno"u8);
        return suite == "pytest" && line < int.MaxValue ? line + 1 : line;
    }

    // JUnit's and Gradle's names for a class that could not be made, set up or run: no test of it failed.
    private static bool IsClassItself(string name) => name is "initializationError" or "classMethod" or "executionError";

    // GoogleTest: status="notrun"; CTest: status="fail"; others: result="skipped". Anything else says nothing.
    private static TestOutcome Told(string? status) => status?.ToLowerInvariant() switch
    {
        "notrun" or "skipped" or "disabled" or "ignored" or "pending" or "suppressed" => TestOutcome.Skipped,
        "fail" or "failed" or "failure" => TestOutcome.Failed,
        "error" or "errored" or "broken" => TestOutcome.Errored,
        _ => TestOutcome.Passed,
    };

    private static TestOutcome Worse(TestOutcome a, TestOutcome b) => a > b ? a : b;
}
