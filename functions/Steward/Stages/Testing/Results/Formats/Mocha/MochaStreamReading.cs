using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Mocha;

/// <summary>One reading of Mocha's stream. It names no pending tests: the statistics at its end say how many there were.</summary>
internal sealed class MochaStreamReading(ReportBuilder builder)
{
    // More of them than any run has: a number that is nonsense must not be counted to.
    private const int MaxPending = 100_000;
    private readonly ComparedCounts _declared = new(builder);
    private int _hooks;
    private bool _ended;

    public void OnEvent(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Array || line.GetArrayLength() < 2) return;
        var (name, details) = (JsonText.Of(line[0]), line[1]);
        if (name == "pass") _declared.Add(Test(details, TestOutcome.Passed));
        else if (name == "fail") Fail(details);
        else if (name == "start" && details.Whole("total") is { } total) _declared.Declare("total", total);
        else if (name == "end") End(details);
    }

    /// <summary>Tests that a failed hook, or <c>--bail</c>, kept from running are missing beside a failure: that is told, and fails anyway.</summary>
    public void End()
    {
        if (!_ended) builder.Incomplete("The run was aborted before its end: its stream has no 'end' event.");
        if (builder.NotInOrder > 0) _declared.Compare("total", "tests", builder.Tests - _hooks);
        else _declared.CompareAll("total");
    }

    private void End(JsonElement stats)
    {
        _ended = true;
        foreach (var name in (string[])["passes", "failures"])
            if (stats.Whole(name) is { } number) _declared.Declare(name, number);
        var pending = Math.Clamp(stats.Whole("pending") ?? 0, 0, MaxPending);
        for (var i = 0; i < pending; i++) _declared.Add(new TestCaseResult("", "(pending, not named by the stream)", TestOutcome.Skipped, 0, null));
        _declared.Compare("passes", "passed tests", _declared.Present(TestOutcome.Passed));
        _declared.Compare("failures", "failures", _declared.Present(TestOutcome.Failed) + _hooks);
    }

    private void Fail(JsonElement details)
    {
        var isHook = details.String("title") is { } title && MochaTest.IsHookTitle(title);
        if (isHook) _hooks++;
        _declared.Add(Test(details, isHook ? TestOutcome.Errored : TestOutcome.Failed));
    }

    private static TestCaseResult Test(JsonElement details, TestOutcome outcome)
    {
        var (title, full, file) = (KeptText.Name(details.String("title")), KeptText.Name(details.String("fullTitle")), KeptText.Name(details.String("file")));
        var message = new KeptText();
        message.Add(details.String("err") ?? details.Member("err")?.String("message"));
        if (details.String("stack") is { } stack) message.AddLine(stack);
        return new TestCaseResult(file, full.Length > 0 ? full : title, outcome, ReportDuration.OfMilliseconds(details.Number("duration")), message.ToString())
        {
            Flaky = outcome == TestOutcome.Passed && details.Number("currentRetry") > 0,
        };
    }
}
