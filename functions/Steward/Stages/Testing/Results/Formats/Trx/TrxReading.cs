using System.Text;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>One reading of the results of a TRX file, which can hold several runs one after the other.</summary>
internal sealed class TrxReading(XmlScanner xml, ReportBuilder builder, TrxClasses classes) : IXmlReading
{
    private const int MaxSuites = 100_000;
    private readonly Stack<TrxResult> _open = new();
    private readonly HashSet<string> _suites = new(StringComparer.Ordinal);
    private TrxSummary _summary = new(builder);
    private StringBuilder? _text;

    public void OnStart(string name)
    {
        if (IsResult(name)) _open.Push(new TrxResult(xml, classes));
        else if (name is "Message" or "Text" or "StackTrace") _text = name == "Text" || builder.WantsTests ? new StringBuilder() : null;
        else if (name is "ResultSummary" or "Counters" or "RunInfo") _summary.Take(xml);
    }

    public void OnEnd(string name)
    {
        if (IsResult(name)) EndResult();
        else if (name is "Message" or "Text" or "StackTrace") EndText(name);
        else if (name == "RunInfo") _summary.EndRunInfo();
        else if (name == "TestRun") EndRun();
    }

    public void OnText()
    {
        if (_text is not null) xml.AppendTo(_text);
    }

    /// <summary>Results that were open at a break are dropped: rows of theirs that ended count by themselves.</summary>
    public void Close() => builder.AddSuites(_suites.Count);

    // UnitTestResult, WebTestResult, ManualTestResult, GenericTestResult, TestResult; TestResultAggregation holds the rows of a data-driven test.
    private static bool IsResult(string name) =>
        name.EndsWith("TestResult", StringComparison.Ordinal) || name == "TestResultAggregation";

    private void EndResult()
    {
        if (!_open.TryPop(out var ended)) return;
        if (_open.TryPeek(out var outer)) outer.TakeRow(ended);
        if (!ended.StandsForItself)
        {
            _summary.Groups++;
            return;
        }

        var test = ended.ToCase();
        if (_suites.Count < MaxSuites) _suites.Add(test.Suite);
        builder.Add(test);
    }

    private void EndText(string name)
    {
        var text = XmlAttributes.Cut(_text?.ToString());
        _text = null;
        if (_open.TryPeek(out var result)) result.Say(text, isTrace: name == "StackTrace");
        else if (name == "Text") _summary.Say(text);
    }

    private void EndRun()
    {
        _summary.Judge();
        _summary = new TrxSummary(builder);
    }
}
