using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.NUnit;

/// <summary>One reading of NUnit's results.</summary>
internal sealed class NUnitReading(XmlScanner xml, ReportBuilder builder) : IXmlReading
{
    private readonly Stack<NUnitSuite> _suites = new();
    private readonly XmlCollector _text = new(xml, builder.WantsTests);
    private NUnitCase? _case;
    private int _told;
    private bool _runFailed;
    private bool _isTwo;

    public void OnStart(string name)
    {
        if (name == "test-case") _case = new NUnitCase(xml);
        else if (name == "test-suite") _suites.Push(new NUnitSuite(xml, builder.NotInOrder));
        else if (name is "test-run" or "test-results") BeginRun();
        else if (name is "failure" or "reason") BeginTold(name == "failure");
        else if (name is "message" or "stack-trace" && _told > 0) _text.Begin();
    }

    public void OnEnd(string name)
    {
        if (name == "test-case") EndCase();
        else if (name == "test-suite") EndSuite();
        else if (name is "test-run" or "test-results") EndRun();
        else if (name is "failure" or "reason") _told--;
        else if (name is "message" or "stack-trace" && _told > 0) Say(_text.End(), name == "stack-trace");
    }

    public void OnText() => _text.Take();

    /// <summary>Counts the suites that a broken report left open.</summary>
    public void Close()
    {
        while (_suites.TryPop(out var suite)) builder.AddSuites(suite.HasCases ? 1 : 0);
    }

    private void BeginRun()
    {
        builder.Declare(NUnitDeclared.By(xml), slack: Math.Min(xml.CountOf("not-run"u8) ?? 0, int.MaxValue));
        _isTwo = xml.Name == "test-results";
        _runFailed = xml.Common("result"u8) == "Failed";
    }

    // A run can fail by what no test shows: a suite that says so counts as an errored test; here nothing did.
    private void EndRun()
    {
        if (_runFailed && builder.NotInOrder == 0) builder.Incomplete("The run calls itself failed although none of its tests is.");
    }

    private void BeginTold(bool isFailure)
    {
        _told++;
        if (!isFailure) return;
        if (_case is not null) _case.HasFailure = true;
        else if (_suites.TryPeek(out var suite)) suite.HasFailure = true;
    }

    private void Say(string? text, bool isTrace)
    {
        if (_case is not null && isTrace) _case.Places ??= SourcePlaces.Kept(text);
        if (_case is not null) _case.Message ??= text;
        else if (_suites.TryPeek(out var suite)) suite.Message ??= text;
    }

    private void EndCase()
    {
        if (_case is null) return;
        var holder = _suites.FirstOrDefault(s => !s.IsOneMethod);
        if (holder is not null) holder.HasCases = true;
        // NUnit 2 writes the failure of a suite, before its tests, only when it is one of its set-up (XmlResultWriter.cs).
        builder.Add(_case.End(holder?.Name ?? "", isUnsetUp: _isTwo && holder is { HasFailure: true }));
        _case = null;
    }

    private void EndSuite()
    {
        if (!_suites.TryPop(out var suite)) return;
        if (suite.HasCases) builder.AddSuites(1);
        if (suite.FailsByItself(builder.NotInOrder))
            builder.Add(new TestCaseResult(suite.Name, "(outside any test)", TestOutcome.Errored, 0, suite.Message));
    }
}
