using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class TrxTests
{
    private const string Space = "xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'";

    [Theory]
    [InlineData("Passed", TestOutcome.Passed)]
    [InlineData("Failed", TestOutcome.Failed)]
    [InlineData("NotExecuted", TestOutcome.Skipped)]
    [InlineData("Inconclusive", TestOutcome.Skipped)]
    [InlineData("Timeout", TestOutcome.Errored)]
    [InlineData("Aborted", TestOutcome.Errored)]
    [InlineData("InProgress", TestOutcome.Errored)]
    [InlineData("SomethingNew", TestOutcome.Errored)]
    public void Outcomes(string outcome, TestOutcome expected) =>
        Assert.Equal(expected, Assert.Single(Read($"<UnitTestResult testName='t' outcome='{outcome}'/>").Cases).Outcome);

    [Fact]
    public void A_result_without_an_outcome_did_not_pass() =>
        Assert.Equal(1, Read("<UnitTestResult testName='t'/>").Counts.Errored);

    [Fact]
    public void Classes_come_from_the_definitions_behind_the_results()
    {
        var report = Read(
            "<UnitTestResult testId='1' testName='Adds' outcome='Failed' duration='00:00:01.5'><Output><ErrorInfo><Message>no</Message><StackTrace>at x</StackTrace></ErrorInfo></Output></UnitTestResult>",
            "<TestDefinitions><UnitTest id='1' name='Adds'><TestMethod className='Shop.CartTests, Shop, Version=1.0.0.0' name='Adds'/></UnitTest></TestDefinitions>");
        Assert.Equal(new TestCaseResult("Shop.CartTests", "Adds", TestOutcome.Failed, 1.5, "no"), Assert.Single(report.Cases));
        Assert.Equal(1, report.Counts.Suites);
    }

    [Fact]
    public void A_data_driven_test_is_counted_by_its_rows()
    {
        const string Rows = "<UnitTestResult testName='t' outcome='{0}'><InnerResults><UnitTestResult testName='t (1)' outcome='Passed'/><UnitTestResult testName='t (2)' outcome='{1}'/></InnerResults></UnitTestResult>";
        Assert.Equal((1, 1), Bad(Read(string.Format(Rows, "Failed", "Failed"))));
        Assert.Equal((2, 0), Bad(Read(string.Format(Rows, "Passed", "Passed"))));
        Assert.Equal((2, 1), Bad(Read(string.Format(Rows, "Failed", "Passed"))));
    }

    [Fact]
    public void A_run_that_was_aborted_is_incomplete_although_all_its_results_passed()
    {
        var report = Read(
            "<UnitTestResult testName='t' outcome='Passed'/>",
            "<ResultSummary outcome='Error'><Counters total='1'/><RunInfos><RunInfo outcome='Error'><Text>The active test run was aborted. Reason: Test host process crashed</Text></RunInfo></RunInfos></ResultSummary>");
        Assert.Contains("did not come to its end", report.Problem, StringComparison.Ordinal);
        Assert.Contains(report.Notes, n => n.Contains("crashed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_run_without_a_failed_test_is_incomplete_and_one_with_it_is_not()
    {
        const string Failed = "<ResultSummary outcome='Failed'/>";
        Assert.True(Read("<UnitTestResult testName='t' outcome='Passed'/>", Failed).Incomplete);
        Assert.False(Read("<UnitTestResult testName='t' outcome='Failed'/>", Failed).Incomplete);
    }

    [Fact]
    public void A_truncated_file_keeps_its_results()
    {
        var report = Reports.Read($"<TestRun {Space}><Results><UnitTestResult testName='A.B.c' outcome='Passed'/><UnitTestResult testName='A.B.d");
        Assert.Equal(("TRX", 1, "A.B"), (report.Format, report.Counts.Passed, Assert.Single(report.Cases).Suite));
        Assert.True(report.Incomplete);
    }

    private static TestReport Read(string results, string rest = "") =>
        Reports.Read($"<?xml version='1.0' encoding='utf-8'?><TestRun {Space}><Results>{results}</Results>{rest}</TestRun>");

    private static (int Passed, int Failed) Bad(TestReport report) => (report.Counts.Passed, report.Counts.Failed);
}
