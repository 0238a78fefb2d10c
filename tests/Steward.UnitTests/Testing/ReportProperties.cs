using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Whatever a report is made of: readers answer, in time, and count what they keep.</summary>
public sealed class ReportProperties
{
    private const string JUnit =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"4\"><testsuite name=\"s\" tests=\"4\" time=\"1,0\"><properties><property name=\"p\"/></properties>"
        + "<testcase classname=\"c\" name=\"a\" time=\"0.1\"/><testcase name=\"b\"><failure message=\"m\"><![CDATA[x]]></failure><system-out>o</system-out></testcase>"
        + "<testcase name=\"d\"><flakyFailure/></testcase><testcase name=\"e\"><skipped/></testcase></testsuite></testsuites>";

    private const string Trx =
        "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results><UnitTestResult testId=\"1\" testName=\"A.b\" outcome=\"Passed\" duration=\"00:00:01\"/>"
        + "<UnitTestResult testName=\"A.c\" outcome=\"Failed\"><Output><ErrorInfo><Message>m</Message></ErrorInfo></Output></UnitTestResult></Results>"
        + "<TestDefinitions><UnitTest id=\"1\"><TestMethod className=\"A\"/></UnitTest></TestDefinitions><ResultSummary outcome=\"Failed\"><Counters total=\"2\"/></ResultSummary></TestRun>";

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "&", "&lt;", "&#0;", "&#x110000;", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<?xml", "<!DOCTYPE a>", "\0", "\uFEFF", "\uFFFF", "\u001b",
        "<testcase>", "</testcase>", "<failure>", "</failure>", "<testsuite>", "</testsuite>", "<system-out>", "<UnitTestResult>", "<InnerResults>", "<RunInfo>", "<Text>",
    ];

    [Theory]
    [InlineData(JUnit)]
    [InlineData(Trx)]
    public void Every_beginning_of_a_report_is_read_and_told_from_the_whole(string report)
    {
        var whole = Reports.Read(report).Counts.Tests;
        for (var length = 0; length < report.Length; length++)
        {
            var read = Reports.Read(report[..length]);
            Assert.NotNull(read.Problem);
            Assert.True(read.Counts.Tests <= whole);
        }
    }

    [Theory]
    [InlineData(JUnit)]
    [InlineData(Trx)]
    public void Mutated_reports_are_always_answered(string report)
    {
        var began = Stopwatch.StartNew();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000), Prop.ForAll(Arb.From(Mutations(report)), IsAnswered));
        Assert.True(began.Elapsed < TimeSpan.FromSeconds(60), $"4,000 mutations took {began.Elapsed}");
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(bytes => IsConsistent(ReportReader.Read(new MemoryStream(bytes ?? [])))));

    private static bool IsAnswered(string report) => IsConsistent(Reports.Read(report, Encoding.UTF8));

    private static bool IsConsistent(TestReport report) =>
        report.Counts.Tests == report.Cases.Count && double.IsFinite(report.Counts.DurationSeconds) && (report.Format is not null || report.Problem is not null);

    private static Gen<string> Mutations(string report) =>
        from edits in Gen.Choose(1, 6)
        from places in Gen.Choose(0, report.Length - 1).ListOf(edits)
        from lengths in Gen.Choose(0, 12).ListOf(edits)
        from pieces in Gen.Elements(Pieces).ListOf(edits)
        select places.Zip(lengths, pieces).Aggregate(report, (text, edit) => Edit(text, edit.First, edit.Second, edit.Third));

    private static string Edit(string text, int place, int length, string piece)
    {
        var at = Math.Min(place, text.Length);
        return text[..at] + piece + text[Math.Min(text.Length, at + length)..];
    }
}
