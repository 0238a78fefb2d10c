using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Ctrf;

/// <summary>One reading of a CTRF report.</summary>
internal sealed class CtrfReading(JsonCursor json, ReportBuilder builder)
{
    private readonly ComparedCounts _declared = new(builder);
    private bool _hasTests;

    public void Results()
    {
        foreach (var name in json.Properties())
        {
            if (name == "summary") Summary();
            else if (name == "tests") Tests();
        }
    }

    /// <summary>Compares the summary with the tests. Skipped and pending tests are told apart by CTRF and not by gates.</summary>
    public void Judge()
    {
        if (!_hasTests) builder.Incomplete("It has no list of tests.");
        _declared.CompareAll("tests");
        _declared.Compare("failed", "failed tests", _declared.Present(TestOutcome.Failed));
        if (_declared["skipped"] is { } skipped)
        {
            _declared.Declare("not run", skipped + (_declared["pending"] ?? 0));
            _declared.Compare("not run", "skipped and pending tests", _declared.Present(TestOutcome.Skipped));
        }
    }

    private void Summary()
    {
        foreach (var name in json.Properties()) _declared.Declare(name, json.Number());
    }

    private void Tests()
    {
        _hasTests = json.Token == JsonTokenType.StartArray;
        foreach (var _ in json.Items())
        {
            var test = new CtrfTest();
            foreach (var name in json.Properties()) test.Take(name, json);
            _declared.Add(test.End());
        }
    }
}
