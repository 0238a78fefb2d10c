using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.NUnit;

/// <summary>A test that is open.</summary>
internal sealed class NUnitCase(XmlScanner xml)
{
    private readonly string _name = xml.NameOf("name"u8) ?? "";
    private readonly string? _fullName = xml.NameOf("fullname"u8);
    private readonly string? _class = xml.GroupOf("classname"u8);
    private readonly TestOutcome _outcome = OutcomeOf(xml);
    private readonly double _seconds = xml.TryGet("duration"u8, out _) ? xml.SecondsOf("duration"u8) : xml.SecondsOf("time"u8);

    public string? Message { get; set; }

    public string? Places { get; set; }

    public bool HasFailure { get; set; }

    /// <summary>The test; NUnit 2 has the class only in the name.</summary>
    /// <param name="suite">The suite that it stands in.</param>
    /// <param name="isUnsetUp">Whether that suite's set-up failed: then NUnit 2 calls each of its tests failed, and none ran.</param>
    public TestCaseResult End(string suite, bool isUnsetUp)
    {
        var group = _class ?? (ClassNames.Of(_name) is { Length: > 0 } found ? found : suite);
        var outcome = HasFailure && _outcome == TestOutcome.Passed ? TestOutcome.Failed : _outcome;
        if (isUnsetUp && outcome == TestOutcome.Failed) outcome = TestOutcome.Errored;
        return new TestCaseResult(group, NameIn(group), outcome, _seconds, outcome == TestOutcome.Passed ? null : Message)
        {
            Places = outcome is TestOutcome.Failed or TestOutcome.Errored ? Places : null,
        };
    }

    // Other tools that write this format have the arguments only in the full name.
    private string NameIn(string group) =>
        _fullName?.Length > group.Length + 1 + _name.Length && _fullName.StartsWith($"{group}.{_name}", StringComparison.Ordinal) ? _fullName[(group.Length + 1)..] : _name;

    // TestStatus and its labels of NUnit 3, ResultState of NUnit 2, whose console fails by a test that is not runnable. What is not known did not pass.
    private static TestOutcome OutcomeOf(XmlScanner xml) => xml.Common("result"u8) switch
    {
        "Passed" or "Success" or "Warning" => TestOutcome.Passed,
        "Skipped" or "Ignored" or "Inconclusive" => TestOutcome.Skipped,
        "Failed" or "Failure" => xml.Common("label"u8) is "Error" or "Invalid" or "Cancelled" ? TestOutcome.Errored : TestOutcome.Failed,
        null => Before25(xml),
        _ => TestOutcome.Errored,
    };

    // NUnit before 2.5 says only whether a test was executed and whether it succeeded; then a failure may be all that tells it did not.
    private static TestOutcome Before25(XmlScanner xml) =>
        (xml.Common("executed"u8)?.ToLowerInvariant(), xml.Common("success"u8)?.ToLowerInvariant()) switch
        {
            ("false", _) => TestOutcome.Skipped,
            (_, "true") or ("true", null) => TestOutcome.Passed,
            (_, "false") => TestOutcome.Failed,
            _ => TestOutcome.Errored,
        };
}
