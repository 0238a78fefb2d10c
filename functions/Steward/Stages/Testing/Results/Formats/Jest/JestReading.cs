using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Jest;

/// <summary>One reading of Jest's JSON.</summary>
internal sealed class JestReading(JsonCursor json, ReportBuilder builder)
{
    private readonly ComparedCounts _declared = new(builder);
    private bool _hasFiles;
    private int _couldNotRun;
    private bool? _success;
    private bool _interrupted;

    public void Take(string name)
    {
        if (name == "testResults") Files();
        else if (name == "success") _success = json.Token switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => _success };
        else if (name == "wasInterrupted") _interrupted = json.IsTrue();
        else _declared.Declare(name, json.Number());
    }

    /// <summary>Compares the numbers, and believes a run that calls itself no success even where every test that is listed passed.</summary>
    public void Judge()
    {
        if (!_hasFiles) builder.Incomplete("It has no list of test files.");
        if (_interrupted) builder.Incomplete("The run was aborted before its end: the report says that it was interrupted.");
        _declared.CompareAll("numTotalTests", _couldNotRun);
        _declared.Compare("numFailedTests", "failed tests", _declared.Present(TestOutcome.Failed));
        if (_declared["numRuntimeErrorTestSuites"] > _couldNotRun)
            builder.Incomplete($"It declares {Texts.Count((long)Math.Min(_declared["numRuntimeErrorTestSuites"]!.Value, int.MaxValue), "test file")} that could not run and holds {_couldNotRun}.");
        if (_success == false && builder.NotInOrder == 0) builder.Incomplete("The run calls itself no success although none of its tests failed.");
    }

    private void Files()
    {
        _hasFiles = json.Token == JsonTokenType.StartArray;
        foreach (var _ in json.Items()) File();
    }

    // The file's name and message stand behind its tests; tests wait for it, one file's at a time.
    private void File()
    {
        var (tests, path, failed, message) = (new List<JestTest>(), "", false, new KeptText());
        foreach (var name in json.Properties())
        {
            if (name == "assertionResults") Tests(tests);
            else if (name == "name") path = KeptText.Name(json.String());
            else if (name == "message") message.Add(json.String());
            else if (name == "status") failed = json.String() == "failed";
        }

        foreach (var test in tests) _declared.Add(test.End(path));
        if (!failed || tests.Exists(t => t.Failed)) return;
        _couldNotRun++;
        _declared.Add(new TestCaseResult(path, "(the test file)", TestOutcome.Errored, 0, message.ToString()));
    }

    private void Tests(List<JestTest> tests)
    {
        foreach (var _ in json.Items())
        {
            var test = new JestTest();
            foreach (var name in json.Properties()) test.Take(name, json);
            tests.Add(test);
        }
    }
}
