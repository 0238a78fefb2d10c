using System.Text;
using System.Xml;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>One reading of a TRX file. The classes of the tests stand behind the results, so tests are handed in at the end.</summary>
internal sealed class TrxReading(XmlReader reader)
{
    private readonly Stack<TrxResult> _open = new();
    private readonly List<TrxResult> _results = [];
    private readonly Dictionary<string, string> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly TrxSummary _summary = new();
    private StringBuilder? _text;
    private string? _unitTest;

    public void OnNode()
    {
        if (reader.NodeType == XmlNodeType.Element) OnElement(reader.LocalName, reader.IsEmptyElement);
        else if (reader.NodeType == XmlNodeType.EndElement) OnEnd(reader.LocalName);
        else if (_text is not null && reader.HasValue) reader.AppendTo(_text);
    }

    public void HandIn(ReportBuilder builder)
    {
        foreach (var result in _results) builder.Add(result.ToCase(_classes));
        builder.AddSuites(_results.Select(r => r.SuiteIn(_classes)).Distinct(StringComparer.Ordinal).Count());
        _summary.Judge(builder);
    }

    private void OnElement(string name, bool isEmpty)
    {
        if (IsResult(name)) _open.Push(new TrxResult(reader));
        else if (name is "Message" or "Text" or "StackTrace") _text = new StringBuilder();
        else if (name == "UnitTest") _unitTest = reader.Name("id");
        else if (name == "TestMethod") AddClass(reader.Name("className"));
        else if (name is "ResultSummary" or "Counters" or "RunInfo") _summary.Take(reader);
        if (isEmpty) OnEnd(name);
    }

    private void OnEnd(string name)
    {
        if (IsResult(name)) EndResult();
        else if (name is "Message" or "Text" or "StackTrace") EndText(name);
        else if (name == "RunInfo") _summary.EndRunInfo();
    }

    // UnitTestResult, WebTestResult, ManualTestResult, GenericTestResult, TestResult; TestResultAggregation holds the rows of a data-driven test.
    private static bool IsResult(string name) =>
        name.EndsWith("TestResult", StringComparison.Ordinal) || name == "TestResultAggregation";

    private void EndResult()
    {
        if (!_open.TryPop(out var ended)) return;
        var parent = _open.TryPeek(out var outer) ? outer : null;
        parent?.TakeRow(ended);
        if (ended.StandsForItself) _results.Add(ended);
    }

    private void EndText(string name)
    {
        var text = XmlTexts.Cut(_text?.ToString());
        _text = null;
        if (_open.TryPeek(out var result)) result.Say(text, isTrace: name == "StackTrace");
        else if (name == "Text") _summary.Say(text);
    }

    // className can be assembly-qualified: "Shop.CartTests, Shop.Tests, Version=1.0.0.0".
    private void AddClass(string? className)
    {
        if (_unitTest is null || string.IsNullOrEmpty(className)) return;
        _classes[_unitTest] = className.Split(',')[0].Trim();
    }
}
