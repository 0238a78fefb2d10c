using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>What is counted apart: runs, different tests, flaky ones, and what the report says of itself.</summary>
public sealed class ReportCountTests
{
    [Theory]
    [InlineData("<testcase name='a'><failure/></testcase><testcase name='a'/>", 2, 1, 2, 1)]
    [InlineData("<testcase name='a'/><testcase name='a'><failure/></testcase>", 2, 1, 2, 0)]
    [InlineData("<testcase name='a'><failure/></testcase><testcase name='a'/><testcase name='a'/>", 3, 1, 3, 1)]
    [InlineData("<testcase name='a'><flakyFailure/><flakyError/></testcase>", 1, 1, 3, 1)]
    [InlineData("<testcase name='a'><failure/><rerunFailure/><rerunFailure/></testcase>", 1, 1, 3, 0)]
    [InlineData("<testcase name='a' classname='x'/><testcase name='a' classname='y'/>", 2, 2, 2, 0)]
    [InlineData("<testcase name='a'><skipped/></testcase>", 1, 1, 1, 0)]
    public void Tests_runs_and_different_tests(string cases, int tests, int unique, int runs, int flaky)
    {
        var counts = Reports.Read($"<testsuite>{cases}</testsuite>").Counts;
        Assert.Equal((tests, unique, runs, flaky), (counts.Tests, counts.UniqueTests, counts.Runs, counts.Flaky));
    }

    [Fact]
    public void A_failure_stays_one_although_the_test_passed_later()
    {
        var counts = Reports.Read("<testsuite><testcase name='a'><failure/></testcase><testcase name='a'/></testsuite>").Counts;
        Assert.Equal((1, 1, 1), (counts.Passed, counts.Failed, counts.Flaky));
    }

    [Fact]
    public void Different_tests_of_several_reports_are_told_apart()
    {
        var reports = new[] { "a", "b" }.Select(name => Reports.Read($"<testsuite><testcase name='{name}'/><testcase name='both'/></testsuite>")).ToList();
        var total = ReportReader.Together(reports);
        Assert.Equal((4, 3, 4), (total.Tests, total.UniqueTests, total.Runs));
    }

    [Theory]
    [InlineData("<testsuite name='s' tests='3'><testcase name='a'/></testsuite>", "Suite 's' declares 3 tests and holds 1: it is incomplete.")]
    [InlineData("<testsuites tests='2'><testsuite tests='1'><testcase name='a'/></testsuite></testsuites>", "A suite declares 2 tests and holds 1: it is incomplete.")]
    [InlineData("<testsuite tests='1' failures='1'><testcase name='a'/></testsuite>", "The report declares 1 test that failed and holds none: it is incomplete.")]
    [InlineData("<assemblies><assembly name='a.dll' total='2'><collection name='c'><test name='a' result='Pass'/></collection></assembly></assemblies>", "The report declares 2 tests and holds 1: it is incomplete.")]
    [InlineData("<testsuites tests='1' failures='0' errors='2'><testsuite tests='1' failures='0'><testcase name='a'/></testsuite></testsuites>", "The report declares 2 errors beside its suites and holds none: what did not build or run at all is not in it.")]
    [InlineData("<test-run total='2'><test-suite name='s'><test-case name='a' result='Passed'/></test-suite></test-run>", "The report declares 2 tests and holds 1: it is incomplete.")]
    public void A_report_that_declares_more_than_it_holds_is_incomplete(string text, string problem)
    {
        var report = Reports.Read(text);
        Assert.Equal((problem, 1), (report.Problem, report.Counts.Passed));
    }

    [Theory]
    [InlineData("<testsuite tests='1'><testcase name='a'/><testcase name='b'/></testsuite>", "It declares 1 test and holds 2.")]
    [InlineData("<testsuite tests='1' skipped='1'><testcase name='a'/></testsuite>", "It declares 1 skipped and holds 0.")]
    [InlineData("<testsuite tests='1' failures='0'><testcase name='a'><failure/></testcase></testsuite>", "It declares 0 failed or errored and holds 1.")]
    public void Other_differences_are_noted(string text, string note)
    {
        var report = Reports.Read(text);
        Assert.Equal(((string?)null, note), (report.Problem, Assert.Single(report.Notes)));
    }

    [Theory]
    [InlineData("<testsuite tests='2'><testsuite tests='1'><testcase name='a'/></testsuite><testsuite tests='0'/></testsuite>")]
    [InlineData("<testsuite tests='2' errors='1'><testcase name='a'><error/></testcase></testsuite>")]
    [InlineData("<testsuite tests='2' disabled='1'><testcase name='a'/></testsuite>")]
    [InlineData("<assembly total='2' passed='1' failed='0' skipped='0'><class name='c'><test name='a' result='Pass'/></class></assembly>")]
    [InlineData("<testsuite tests='9' failures='4' hostname='tbd'><testcase name='a'/></testsuite>")]
    [InlineData("<testsuites errors='1'><testsuite errors='0'><testcase name='a'><failure/></testcase></testsuite></testsuites>")]
    public void Tools_that_count_groups_tear_downs_or_assertions_are_not_called_incomplete(string text) =>
        Assert.Null(Reports.Read(text).Problem);

    [Fact]
    public void Runs_that_failed_may_be_declared_instead_of_tests() =>
        Assert.Empty(Reports.Read("<testsuite tests='2' failures='2'><testcase name='a'><failure/><rerunFailure/></testcase></testsuite>").Notes);

    [Theory]
    [InlineData("initializationError")]
    [InlineData("classMethod")]
    [InlineData("executionError")]
    public void A_class_that_could_not_be_set_up_has_errored(string name) =>
        Assert.Equal("0/0/1/0", Reports.Counts($"<testsuite><testcase name='{name}'><failure/></testcase></testsuite>"));

    [Fact]
    public void What_is_declared_is_told_beside_what_is_there()
    {
        var report = Reports.Read("<testsuites><testsuite tests='2' failures='1'><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite><testsuite tests='1'><testcase name='c'/></testsuite></testsuites>");
        Assert.Equal(new DeclaredCounts(3, 1), report.Declared);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public void More_tests_than_are_told_apart_are_noted_and_counted()
    {
        var report = ReportReader.Read(new MemoryStream(Encoding.ASCII.GetBytes(Many(1_600_000))), keep: 0);
        Assert.Equal((1_600_000, 1_500_000, 0), (report.Counts.Passed, report.Counts.UniqueTests, report.Cases.Count));
        Busy.AtMost(10, () => Assert.Equal(1_500_000, ReportReader.Together([report]).UniqueTests));
        Assert.Contains(report.Notes, n => n.Contains("more than 1500000 different tests", StringComparison.Ordinal));
    }

    [Fact]
    public void Tests_are_passed_on_in_order_and_none_is_kept()
    {
        var seen = new List<string>();
        var report = ReportReader.Read(new MemoryStream("<testsuite><testcase name='a'/><testcase name='b'><failure message='m'/></testcase></testsuite>"u8.ToArray()), test => seen.Add(test.Name + test.Message));
        Assert.Equal(["a", "bm"], seen);
        Assert.Empty(report.Cases);
    }

    private static string Many(int number)
    {
        var text = new StringBuilder("<testsuite>");
        for (var i = 0; i < number; i++) text.Append("<testcase name='").Append(i).Append("'/>");
        return text.Append("</testsuite>").ToString();
    }
}
