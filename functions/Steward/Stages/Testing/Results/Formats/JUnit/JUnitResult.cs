using System.Text;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>A child of a test that says what it came to.</summary>
internal sealed class JUnitResult
{
    private static readonly Dictionary<string, (TestOutcome Outcome, ResultKind Kind)> Known = new(StringComparer.Ordinal)
    {
        ["failure"] = (TestOutcome.Failed, ResultKind.Final),
        ["error"] = (TestOutcome.Errored, ResultKind.Final),
        ["skipped"] = (TestOutcome.Skipped, ResultKind.Final),
        ["disabled"] = (TestOutcome.Skipped, ResultKind.Final),
        ["ignored"] = (TestOutcome.Skipped, ResultKind.Final),
        ["rerunFailure"] = (TestOutcome.Failed, ResultKind.Rerun),
        ["rerunError"] = (TestOutcome.Errored, ResultKind.Rerun),
        ["flakyFailure"] = (TestOutcome.Passed, ResultKind.Flaky),
        ["flakyError"] = (TestOutcome.Passed, ResultKind.Flaky),
    };

    private readonly string? _message;
    private readonly string? _type;

    private JUnitResult(XmlScanner xml, TestOutcome outcome, ResultKind kind, bool wanted)
    {
        (Depth, Kind, IsOfFile) = (xml.Depth, kind, outcome == TestOutcome.Failed && IsNodesFile(xml));
        Outcome = outcome == TestOutcome.Failed && IsNodesError(xml) ? TestOutcome.Errored : outcome;
        if (!wanted) return;
        (_message, _type, Text) = (xml.MessageOf("message"u8), xml.MessageOf("type"u8), new StringBuilder());
    }

    /// <summary>Where its element stands, by which its end is known.</summary>
    public int Depth { get; }

    public TestOutcome Outcome { get; }

    public ResultKind Kind { get; }

    /// <summary>Whether it is what Node says of a file whose process ended badly; so could a test's own message be.</summary>
    public bool IsOfFile { get; }

    /// <summary>The element's text so far; null when nobody wants it.</summary>
    public StringBuilder? Text { get; }

    /// <summary>What it says: its message, else its text, else its type.</summary>
    public string? Message => _message ?? XmlAttributes.Cut(Text?.ToString()) ?? _type;

    /// <summary>Lines of code in its text, where the message is told apart from it; null when there are none.</summary>
    public string? Places => _message is null ? null : SourcePlaces.Kept(Text?.ToString());

    /// <summary>The result that begins here; null for any other element.</summary>
    public static JUnitResult? Begin(XmlScanner xml, bool wanted) =>
        Known.TryGetValue(xml.Name, out var known)
            ? new JUnitResult(xml, known.Outcome, IsExpected(xml) ? ResultKind.Expected : known.Kind, wanted)
            : null;

    // Node's failure types (lib/internal/test_runner/test.js): no assertion of the test failed.
    private static bool IsNodesError(XmlScanner xml) =>
        xml.TryGet("type"u8, out var type) && (type.SequenceEqual("hookFailed"u8) || type.SequenceEqual("cancelledByParent"u8));

    private static bool IsNodesFile(XmlScanner xml) =>
        xml.TryGet("type"u8, out var type) && type.SequenceEqual("testCodeFailure"u8) && xml.TryGet("message"u8, out var message) && message.SequenceEqual("test failed"u8);

    // Catch2 writes the failure of a test that may fail all the same, and this beside it.
    private static bool IsExpected(XmlScanner xml) =>
        xml.Name == "skipped" && xml.TryGet("message"u8, out var message) && message.SequenceEqual("TEST_CASE tagged with !mayfail"u8);
}

/// <summary>Whether a result stands for the test or for one of its attempts (Surefire's <c>rerunFailingTestsCount</c>).</summary>
internal enum ResultKind
{
    /// <summary>The test's own.</summary>
    Final,

    /// <summary>A further attempt that failed too.</summary>
    Rerun,

    /// <summary>An attempt that failed before one that passed.</summary>
    Flaky,

    /// <summary>The test may fail: it counts as skipped, whatever else it says.</summary>
    Expected,
}
