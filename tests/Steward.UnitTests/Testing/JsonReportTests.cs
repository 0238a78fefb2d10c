using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class JsonReportTests
{
    [Theory]
    [InlineData("""{"results":{"tool":{},"summary":{"tests":3},"tests":[{"name":"a","status":"passed"}]}}""", "CTRF", "It declares 3 tests and holds 1.")]
    [InlineData("""{"results":{"tool":{},"summary":{"tests":3}}}""", "CTRF", "no list of tests")]
    [InlineData("""{"numTotalTests":2,"success":true,"testResults":[{"name":"f","status":"passed","assertionResults":[{"title":"a","status":"passed"}]}]}""", "Jest JSON", "It declares 2 tests and holds 1.")]
    [InlineData("""{"numTotalTests":1,"wasInterrupted":true,"testResults":[{"name":"f","assertionResults":[{"title":"a","status":"passed"}]}]}""", "Jest JSON", "interrupted")]
    [InlineData("""{"numTotalTests":1,"success":false,"testResults":[{"name":"f","assertionResults":[{"title":"a","status":"passed"}]}]}""", "Jest JSON", "calls itself no success")]
    [InlineData("""{"stats":{"tests":2,"passes":2},"tests":[{"title":"a","fullTitle":"a","duration":1,"err":{}}],"pending":[]}""", "Mocha JSON", "It declares 2 tests and holds 1.")]
    [InlineData("""["start",{"total":1}]""", "Mocha JSON stream", "no 'end' event")]
    [InlineData("""{"protocolVersion":"0.1.1","runnerVersion":"1","type":"start","time":0}""", "Dart JSON", "no 'done' event")]
    [InlineData("{\"protocolVersion\":\"0.1.1\",\"type\":\"start\"}\n{\"type\":\"done\",\"success\":null}", "Dart JSON", "names no success")]
    public void What_a_report_says_of_itself_is_compared(string report, string format, string problem)
    {
        var read = Reports.Read(report);
        Assert.Equal(format, read.Format);
        Assert.Contains(problem, read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_declared_than_present_is_noted()
    {
        var report = Reports.Read("""{"results":{"tool":{},"tests":[{"name":"a","status":"passed"}],"summary":{"tests":0,"failed":1}}}""");
        Assert.Equal((1, null), (report.Counts.Passed, report.Problem));
        Assert.Equal(["It declares 0 tests and holds 1.", "It declares 1 failed tests and holds 0."], report.Notes);
    }

    [Fact]
    public void What_was_printed_before_the_report_is_passed_over()
    {
        var report = Reports.Read("> shop@1.0.0 test\n{ a: 1 }\n[DEBUG] x\n{\n \"numTotalTests\": 1,\n \"success\": true, \"testResults\": [{\"name\":\"f\",\"assertionResults\":[{\"title\":\"a\",\"status\":\"passed\"}]}]}\n");
        Assert.Equal(("Jest JSON", 1, null), (report.Format, report.Counts.Passed, report.Problem));
    }

    [Fact]
    public void A_dart_test_that_fails_after_it_was_done_has_failed()
    {
        const string Stream = """
            {"protocolVersion":"0.1.1","type":"start"}
            {"test":{"id":1,"name":"a","suiteID":0,"groupIDs":[]},"type":"testStart","time":1}
            {"testID":1,"result":"success","hidden":true,"skipped":false,"type":"testDone","time":2}
            {"testID":1,"error":"late","stackTrace":"","isFailure":true,"type":"error","time":3}
            {"success":false,"type":"done","time":4}
            """;
        Assert.Equal("0/1/0/0", Reports.Counts(Stream));
    }

    [Fact]
    public void Odd_texts_are_read_with_replacements()
    {
        byte[] report = [.. "{\"results\":{\"tool\":{},\"tests\":[{\"name\":\"a\\ud800\\u0000b\",\"status\":\"passed\"},{\"name\":\""u8, 0xFF, 0xC3, .. "\",\"status\":\"failed\"}]}}"u8];
        var read = ReportReader.Read(new MemoryStream(report));
        Assert.Equal((1, 1, null), (read.Counts.Passed, read.Counts.Failed, read.Problem));
        Assert.Equal(["a\uFFFD\0b", "\uFFFD\uFFFD"], read.Cases.Select(c => c.Name));
        _ = new UTF8Encoding(false, true).GetBytes(string.Concat(read.Cases.Select(c => c.Name)));
    }

    [Fact]
    public void The_last_of_two_equal_keys_counts() =>
        Assert.Equal("0/1/0/0", Reports.Counts("""{"results":{"tool":{},"tests":[{"name":"a","status":"passed","status":"failed"}]}}"""));

    [Fact]
    public void Absurd_numbers_break_nothing()
    {
        var report = Reports.Read("""{"results":{"tool":{},"summary":{"tests":1e999},"tests":[{"name":"a","status":"passed","duration":-1e308},{"name":"b","status":"passed","duration":1e308,"retries":123456789012345678901234567890}]}}""");
        Assert.Equal((2, 1), (report.Counts.Passed, report.Counts.Flaky));
        Assert.True(double.IsFinite(report.Counts.DurationSeconds));
    }
}
