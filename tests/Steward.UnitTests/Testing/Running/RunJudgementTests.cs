using Steward.Gates;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Running;
using Xunit;

namespace Steward.UnitTests.Testing.Running;

public sealed class RunJudgementTests
{
    [Theory]
    [InlineData(0, null, "++", Verdict.Pass, "2 tests passed.")]
    [InlineData(0, null, "+", Verdict.Fail, "1 of 1 test ran; the policy asks for at least 2.")]
    [InlineData(0, null, "+-", Verdict.Fail, "1 failed of 2 tests.")]
    [InlineData(1, null, "+-", Verdict.Fail, "1 failed of 2 tests.")]
    [InlineData(1, null, "++", Verdict.Fail, "The command ended with exit code 1, though no test is red.")]
    [InlineData(3, null, null, Verdict.Fail, "The command ended with exit code 3 and left no report.")]
    [InlineData(0, null, null, Verdict.Fail, "The command ended with exit code 0 and left no new report at out/*.xml.")]
    [InlineData(0, null, "", Verdict.Fail, "0 tests: an empty report is not a pass. See whether the run found its tests.")]
    [InlineData(0, null, "?", Verdict.Error, "This is no test report")]
    [InlineData(null, "It was stopped.", "++", Verdict.Fail, "Aborted: It was stopped.")]
    [InlineData(null, "It was stopped.", "+-", Verdict.Fail, "Aborted: It was stopped. 1 failed of 2 tests.")]
    public void A_run_is_judged_by_its_command_and_its_reports(int? exit, string? cut, string? tests, Verdict verdict, string reason)
    {
        var set = RunPlan.Of(Policies.Of("u: {command: x, results: out/*.xml, minimum: 2}"), new RunWish()).Sets.Single();
        var reports = tests is null ? [] : new[] { ("unit.xml", Report(tests)) };
        var run = RunJudgement.Of(set.Runs[0], new CommandEnd(exit, cut), reports);
        var judged = RunJudgement.Of(set, [run], ReportReader.Together(reports.Select(r => r.Item2)));
        Assert.Equal(verdict, judged.Verdict);
        Assert.StartsWith(reason, judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_a_set_in_shards_are_judged_together_and_not_for_one_shard_alone()
    {
        var policy = Policies.Of("u: {command: 'x {shard}', results: r, minimum: 2, shards: 2}");
        var whole = RunPlan.Of(policy, new RunWish()).Sets.Single();
        var runs = whole.Runs.Select(r => RunJudgement.Of(r, new CommandEnd(0, null), [("r", Report("+"))])).ToList();
        Assert.Equal("2 tests passed.", RunJudgement.Of(whole, runs, ReportReader.Together([Report("+"), Report("+")])).Reason);
        var one = RunPlan.Of(policy, new RunWish { Shard = new(1, 2) }).Sets.Single();
        Assert.Equal(Verdict.Pass, RunJudgement.Of(one, [runs[0]], Report("+").Counts).Verdict);
        var red = RunJudgement.Of(whole.Runs[1], new CommandEnd(0, null), []);
        Assert.StartsWith("Shard 2 of 2: The command ended", RunJudgement.Of(whole, [runs[0], red], Report("+").Counts).Reason, StringComparison.Ordinal);
    }

    private static TestReport Report(string tests)
    {
        var cases = tests.Select((t, i) => $"<testcase name='t{i}'>{(t == '-' ? "<failure/>" : "")}</testcase>");
        return ReportReader.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(tests == "?" ? "nothing" : $"<testsuite name='s'>{string.Concat(cases)}</testsuite>")));
    }
}
