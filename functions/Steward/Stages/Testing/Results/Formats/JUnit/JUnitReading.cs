using System.Xml;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>One reading of a JUnit report: keeps the suites and tests that are open, and hands in each test when it ends.</summary>
internal sealed class JUnitReading(XmlReader reader, ReportBuilder builder)
{
    private readonly Stack<JUnitSuite> _suites = new();
    private readonly Stack<JUnitCase> _cases = new();
    private JUnitResult? _result;
    private int _output;

    public void OnNode()
    {
        if (reader.NodeType == XmlNodeType.Element) OnElement();
        else if (reader.NodeType == XmlNodeType.EndElement) OnEnd(reader.LocalName);
        else if (_result is not null && reader.HasValue) reader.AppendTo(_result.Text);
    }

    /// <summary>Counts the suites that a broken report left open; a test that was open is dropped: its outcome is not known.</summary>
    public void Close()
    {
        while (_suites.Count > 0) EndSuite();
    }

    private void OnElement()
    {
        var (name, isEmpty) = (reader.LocalName, reader.IsEmptyElement);
        // What a test printed can be another tool's report; its elements are not results of this one.
        if (_output == 0) Begin(name);
        else if (!isEmpty) _output++;
        if (isEmpty && _output == 0) OnEnd(name);
    }

    private void Begin(string name)
    {
        if (name is "testsuite" or "testsuites") BeginSuite(name == "testsuite");
        else if (name == "testcase") _cases.Push(JUnitCase.Begin(reader, Suite));
        else if (name is "system-out" or "system-err" or "properties") _output = reader.IsEmptyElement ? 0 : 1;
        else if (JUnitResult.Begin(reader) is { } result) BeginResult(result);
    }

    private void OnEnd(string name)
    {
        if (_output > 0) _output--;
        else if (name is "testsuite" or "testsuites") EndSuite();
        else if (name == "testcase") EndCase();
        else if (_result?.Element == name) EndResult(_result);
    }

    private string Suite => _suites.Count > 0 ? _suites.Peek().Name : "";

    private void BeginSuite(bool counts)
    {
        if (counts && _suites.TryPeek(out var parent)) parent.HasSuites = true;
        _suites.Push(new JUnitSuite(reader.Name("name") ?? "", counts, reader.Number("tests"), builder.Tests));
    }

    private void BeginResult(JUnitResult result)
    {
        if (_result is not null) EndResult(_result);
        _result = result;
    }

    private void EndSuite()
    {
        if (!_suites.TryPop(out var suite)) return;
        if (suite.IsLeaf) builder.AddSuites(1);
        if (suite.Oddity(builder.Tests) is { } oddity) builder.Note(oddity);
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
