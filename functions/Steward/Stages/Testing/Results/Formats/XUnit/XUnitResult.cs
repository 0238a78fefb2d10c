using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.XUnit;

/// <summary>A test or an error that is open.</summary>
internal sealed class XUnitResult
{
    private readonly string _suite;
    private readonly string _name;
    private readonly TestOutcome _outcome;
    private readonly double _seconds;

    private XUnitResult(string suite, string name, TestOutcome outcome, double seconds = 0) =>
        (_suite, _name, _outcome, _seconds) = (suite, name, outcome, seconds);

    /// <summary>Whether it stands for a failure of a whole class, as v1 writes it.</summary>
    public bool IsOfClass { get; private init; }

    private string? _message;
    private string? _places;

    public static XUnitResult Test(XmlScanner xml, string group) =>
        new(xml.GroupOf("type"u8) ?? group, xml.NameOf("name"u8) ?? "", OutcomeOf(xml.Common("result"u8)), xml.SecondsOf("time"u8));

    /// <summary>An error beside the tests; its type says whose: <c>assembly-cleanup</c>, <c>test-class-cleanup</c>, <c>fatal</c>.</summary>
    public static XUnitResult Error(XmlScanner xml, string group) =>
        new(group, $"({xml.Common("type"u8, 60) ?? "error"}) {xml.NameOf("name"u8)}".TrimEnd(), TestOutcome.Errored);

    public static XUnitResult OfClass(string name) => new(name, "(outside any test)", TestOutcome.Errored) { IsOfClass = true };

    public void Say(string text, bool isTrace)
    {
        if (isTrace) _places ??= SourcePlaces.Kept(text);
        _message ??= text;
    }

    public TestCaseResult End() => new(_suite, _name, _outcome, _seconds, _outcome == TestOutcome.Passed ? null : _message)
    {
        Places = _outcome is TestOutcome.Failed or TestOutcome.Errored ? _places : null,
    };

    // NotRun: explicit tests of v3 that nobody asked for. What is not known did not pass.
    private static TestOutcome OutcomeOf(string? result) => result switch
    {
        "Pass" => TestOutcome.Passed,
        "Skip" or "NotRun" => TestOutcome.Skipped,
        "Fail" => TestOutcome.Failed,
        _ => TestOutcome.Errored,
    };
}
