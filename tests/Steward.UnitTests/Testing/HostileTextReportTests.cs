using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>What nobody writes by accident: each gets a sentence, in time.</summary>
public sealed class HostileTextReportTests
{
    private const string Ctrf = "{\"results\":{\"tool\":{},\"summary\":{},\"tests\":[{\"name\":\"a\",\"status\":\"passed\"},";

    [Theory]
    [InlineData("{\"results\":{\"tool\":{},\"tests\":[{\"name\":\"a\",\"status\":\"passed\"},{\"x\":", "[", "nested more than 128 deep")]
    [InlineData("{\"numTotalTests\":1,\"testResults\":[{\"assertionResults\":[{\"title\":\"a\",\"status\":\"passed\"}]},", "{\"a\":", "nested more than 128 deep")]
    public void Nesting_is_bounded(string begin, string piece, string problem)
    {
        var report = Reports.Read(begin + string.Concat(Enumerable.Repeat(piece, 100_000)));
        Assert.Contains(problem, report.Problem, StringComparison.Ordinal);
        Assert.Equal(1, report.Counts.Passed);
    }

    [Theory]
    [InlineData("{\"results\":{\"tool\":{},\"summary\":{},\"tests\":\"none\"}}", "It has no list of tests.")]
    [InlineData("{\"results\":{\"tool\":{},\"summary\":{},\"tests\":{\"a\":1}}}", "It has no list of tests.")]
    [InlineData("{\"numTotalTests\":0,\"testResults\":null,\"success\":true}", "It has no list of test files.")]
    public void What_stands_in_the_place_of_a_list_and_is_none_makes_it_incomplete(string report, string problem) =>
        Assert.Equal(problem, Reports.Read(report).Problem);

    [Fact]
    public void Deep_events_and_subtests_are_passed_over()
    {
        var deep = Reports.Read("{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"T\"}\n" + new string('[', 100_000) + "\n{\"Action\":\"pass\",\"Package\":\"p\"}\n");
        Assert.Equal((1, null), (deep.Counts.Passed, deep.Problem));
        var tap = Reports.Read("1..1\n" + string.Concat(Enumerable.Range(1, 1000).Select(i => $"{new string(' ', i * 4)}ok 1\n")) + "ok 1\n");
        Assert.NotNull(tap.Problem);
    }

    [Fact]
    public void A_huge_text_is_kept_in_part()
    {
        var report = Reports.Read($"{Ctrf}{{\"name\":\"{new string('n', 5_000_000)}\",\"status\":\"failed\",\"message\":\"{new string('m', 5_000_000)}\"}}]}}}}");
        Assert.Equal((1, 1, null), (report.Counts.Passed, report.Counts.Failed, report.Problem));
        Assert.True(report.Cases[1].Name.Length <= ReportLimits.MaxName && report.Cases[1].Message!.Length <= ReportLimits.MaxMessage);
    }

    [Fact]
    public void A_text_that_never_ends_breaks_the_report()
    {
        var report = Reports.Read($"{Ctrf}{{\"name\":\"{new string('n', 40_000_000)}");
        Assert.Equal(1, report.Counts.Passed);
        Assert.Contains("a text is longer than", report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_never_ends_is_told()
    {
        var report = Reports.Read("{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"T\"}\n{\"Action\":\"output\",\"Output\":\"" + new string('x', 9_000_000) + "\"}\n{\"Action\":\"pass\",\"Package\":\"p\"}\n");
        Assert.Contains("Line 2 is longer than", report.Problem, StringComparison.Ordinal);
        Assert.Equal(1, report.Counts.Passed);
    }

    [Fact]
    public void Zero_bytes_break_json_and_are_text_in_lines()
    {
        Assert.Contains("not valid JSON", Reports.Read(Ctrf + "\0\0\0").Problem, StringComparison.Ordinal);
        Assert.Equal("1/0/0/0", Reports.Counts("1..1\nok 1 - a\0b\n\0\0\n"));
    }

    [Fact]
    public void A_number_of_pending_tests_is_not_counted_to() =>
        Busy.AtMost(10, () => Assert.True(Reports.Read("[\"start\",{\"total\":1}]\n[\"pass\",{\"title\":\"a\"}]\n[\"end\",{\"pending\":9000000000000000000}]\n").Counts.Skipped <= 100_000));

    [Fact]
    public void The_problem_does_not_repeat_what_the_report_says()
    {
        foreach (var rest in (string[])["s3cret", "{\"name\":s3cret", "\"s3cret\":1", "{\"s3cret\" 1"])
            Assert.DoesNotContain("s3cret", Reports.Read(Ctrf + rest).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_encoding_of_json_is_read()
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
            Assert.Equal("CTRF", Reports.Read(Ctrf + "{\"name\":\"b\",\"status\":\"failed\"}]}}", encoding).Format);
    }
}
