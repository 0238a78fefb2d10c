using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>One reading of a JUnit report: keeps the suites and tests that are open, and hands in each test when it ends.</summary>
internal sealed class JUnitReading(XmlScanner xml, ReportBuilder builder) : IXmlReading
{
    private readonly Stack<JUnitSuite> _suites = new();
    private readonly Stack<JUnitCase> _cases = new();
    private JUnitResult? _result;
    private int _output;

    private string Suite => _suites.TryPeek(out var suite) ? suite.Name : "";

    private (int Runs, int Errored) Held => (builder.Runs, builder.Errored);

    public void OnStart(string name)
    {
        // What a test printed can be another tool's report; its elements are not results of this one.
        if (_output > 0 || name is "system-out" or "system-err" or "properties") _output++;
        else if (name is "testsuite" or "testsuites") BeginSuite(counts: name == "testsuite");
        else if (name == "testcase") _cases.Push(new JUnitCase(xml, Suite, builder.WantsTests));
        else if (_result is null) _result = JUnitResult.Begin(xml, builder.WantsTests);
    }

    public void OnEnd(string name)
    {
        if (_output > 0) _output--;
        else if (name is "testsuite" or "testsuites") EndSuite(isWhole: true);
        else if (name == "testcase") EndCase();
        else if (_result is not null && _result.Depth == xml.Depth + 1) EndResult(_result);
    }

    public void OnText()
    {
        if (_output == 0 && _result?.Text is { } text) xml.AppendTo(text);
    }

    /// <summary>Counts the suites that a broken report left open; a test that was open is dropped: its outcome is not known.</summary>
    public void Close()
    {
        while (_suites.Count > 0) EndSuite(isWhole: false);
    }

    private void BeginSuite(bool counts)
    {
        if (counts && _suites.TryPeek(out var parent)) parent.Suites++;
        _suites.Push(new JUnitSuite(xml.NameOf("name"u8) ?? "", counts, JUnitDeclared.By(xml), Held) { Unlisted = JUnitDeclared.Disabled(xml) });
    }

    private void EndSuite(bool isWhole)
    {
        if (!_suites.TryPop(out var suite)) return;
        if (suite.IsLeaf) builder.AddSuites(1);
        if (_suites.TryPeek(out var parent)) parent.Take(suite);
        else if (suite.Total is { } total) builder.Declare(total, suite.Groups + suite.Unlisted + builder.Errored);
        if (suite.ErrorsOfNoSuite is > 0 and var errors && builder.Errored == 0) builder.Incomplete($"The report declares {Texts.Count(errors, "error")} beside its suites and holds none: what did not build or run at all is not in it.");
        if (isWhole && suite.Missing(Held) is { } missing) builder.Incomplete(missing);
    }

    private void EndCase()
    {
        if (!_cases.TryPop(out var ended)) return;
        if (_suites.TryPeek(out var suite)) suite.HasCases = true;
        builder.Add(ended.End());
    }

    // A failure or error outside any test is one of the suite's set-up: it counts as an errored test, so that it cannot be overlooked.
    private void EndResult(JUnitResult result)
    {
        _result = null;
        if (_cases.TryPeek(out var test)) test.Take(result);
        else if (result.Outcome is TestOutcome.Failed or TestOutcome.Errored)
            builder.Add(new TestCaseResult(Suite, "(outside any test)", TestOutcome.Errored, 0, result.Message));
    }
}
