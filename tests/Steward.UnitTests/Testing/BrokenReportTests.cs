using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class BrokenReportTests
{
    [Fact]
    public void What_was_read_before_a_break_is_kept_and_the_place_is_told()
    {
        var report = Reports.Read("<testsuite tests='3'>\n<testcase name='a'/>\n<testcase name='b'><failure/></testcase>\n<testcase name='c'><fail");
        Assert.Equal(("JUnit", 1, 1), (report.Format, report.Counts.Passed, report.Counts.Failed));
        Assert.True(report.Incomplete);
        Assert.StartsWith("The report breaks off after 2 tests: line 4", report.Problem, StringComparison.Ordinal);
        Assert.Equal(1, report.Counts.Suites);
    }

    [Fact]
    public void A_test_that_was_open_at_the_break_is_not_called_passed() =>
        Assert.Equal("1/0/0/0", Reports.Counts("<testsuite><testcase name='a'/><testcase name='b'>"));

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><testsuite><testcase name='&e;'/></testsuite>")]
    [InlineData("<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><testsuite name='&b;'/>")]
    public void Entities_are_never_resolved(string report)
    {
        var read = Reports.Read(report);
        Assert.Contains("document type definition", read.Problem, StringComparison.Ordinal);
        Assert.Equal((true, 0), (read.Unreadable, read.Counts.Tests));
    }

    [Fact]
    public void An_entity_without_a_definition_breaks_the_report() =>
        Assert.Contains("entity", Reports.Read("<testsuite><testcase name='a'/><testcase name='&e;'/></testsuite>").Problem, StringComparison.Ordinal);

    [Fact]
    public void Nesting_is_bounded()
    {
        var report = Reports.Read(string.Concat(Enumerable.Repeat("<testsuite>", 100_000)));
        Assert.Contains("nested more than 128 deep", report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_bounded()
    {
        var report = Reports.Read($"<testsuite><testcase name='{new string('n', 100_000)}'><failure>{new string('m', 1_000_000)}</failure></testcase></testsuite>");
        var test = Assert.Single(report.Cases);
        Assert.True(test.Name.Length <= ReportLimits.MaxName && test.Message!.Length <= ReportLimits.MaxMessage);
        Assert.Null(report.Problem);
    }

    [Theory]
    [InlineData("", "empty file")]
    [InlineData("   ", "no test report")]
    [InlineData("hello", "no test report")]
    [InlineData("<html/>", "its root element is 'html'")]
    [InlineData("{\"a\":1}", "no test report")]
    public void What_is_no_report_is_a_problem(string content, string problem)
    {
        var report = Reports.Read(content);
        Assert.Contains(problem, report.Problem, StringComparison.Ordinal);
        Assert.True(report.Unreadable);
    }

    [Fact]
    public void The_problem_does_not_repeat_what_the_report_says() =>
        Assert.DoesNotContain("s3cret", Reports.Read("<testsuite><testcase name='a'></s3cret></testsuite>").Problem, StringComparison.Ordinal);
}
