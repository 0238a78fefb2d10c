using System.Text;
using System.Xml;
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

    private JUnitResult(XmlReader reader, TestOutcome outcome, ResultKind kind)
    {
        (Element, Outcome, Kind) = (reader.LocalName, outcome, kind);
        (_message, _type) = (reader.Message("message"), reader.Message("type"));
    }

    /// <summary>The element's name, by which its end is known.</summary>
    public string Element { get; }

    public TestOutcome Outcome { get; }

    public ResultKind Kind { get; }

    /// <summary>The element's text so far.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>What it says: its message, else its text, else its type.</summary>
    public string? Message => _message ?? XmlTexts.Cut(Text.ToString()) ?? _type;

    /// <summary>The result that begins at the reader's element; null for any other element.</summary>
    public static JUnitResult? Begin(XmlReader reader) =>
        Known.TryGetValue(reader.LocalName, out var known) ? new JUnitResult(reader, known.Outcome, known.Kind) : null;
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
}
