using System.Text;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Whatever a report is made of: readers answer, in time, and count what they keep.</summary>
public sealed class ReportProperties
{
    private const string JUnit =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"4\"><testsuite name=\"s\" tests=\"4\" time=\"1,0\"><properties><property name=\"p\"/></properties>"
        + "<testcase classname=\"c\" name=\"a\" time=\"0.1\"/><testcase name=\"b\"><failure message=\"m\"><![CDATA[x]]></failure><system-out>o</system-out></testcase>"
        + "<testcase name=\"d\"><flakyFailure/></testcase><testcase name=\"e\"><skipped/></testcase></testsuite></testsuites>";

    private const string NUnit3 =
        "<?xml version=\"1.0\"?><test-run total=\"3\" failed=\"2\" result=\"Failed\"><test-suite type=\"TestFixture\" fullname=\"A.B\" result=\"Failed\">"
        + "<test-case name=\"a\" classname=\"A.B\" result=\"Passed\" duration=\"0.1\"/><test-case name=\"b\" result=\"Failed\" label=\"Error\"><failure><message><![CDATA[m]]></message></failure></test-case>"
        + "</test-suite><test-suite type=\"TestFixture\" name=\"C\" result=\"Failed\" site=\"SetUp\"><failure><message>s</message></failure></test-suite></test-run>";

    private const string XUnit =
        "<assemblies><assembly name=\"a.dll\" total=\"2\" failed=\"1\" errors=\"1\"><errors><error type=\"fatal\" name=\"x\"><failure><message>e</message></failure></error></errors>"
        + "<collection name=\"c\"><test name=\"a\" type=\"T\" result=\"Pass\" time=\"0.1\"/><test name=\"b\" type=\"T\" result=\"Fail\"><failure><message>m</message></failure></test></collection></assembly></assemblies>";

    private const string Trx =
        "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results><UnitTestResult testId=\"1\" testName=\"A.b\" outcome=\"Passed\" duration=\"00:00:01\"/>"
        + "<UnitTestResult testName=\"A.c\" outcome=\"Failed\"><Output><ErrorInfo><Message>m</Message></ErrorInfo></Output></UnitTestResult></Results>"
        + "<TestDefinitions><UnitTest id=\"1\"><TestMethod className=\"A\"/></UnitTest></TestDefinitions><ResultSummary outcome=\"Failed\"><Counters total=\"2\"/></ResultSummary></TestRun>";

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "&", "&lt;", "&#0;", "&#x110000;", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<?xml", "<!DOCTYPE a>", "\0", "\uFEFF", "\uFFFF", "\u001b",
        "<testcase>", "</testcase>", "<failure>", "</failure>", "<testsuite>", "</testsuite>", "<system-out>", "<UnitTestResult>", "<InnerResults>", "<RunInfo>", "<Text>",
    ];

    private static readonly string[] Structure =
    [
        "<", "</", "/>", ">", "\"", "'", "=", " ", "&", "&lt;", "&nbsp;", "&#65;", "&#x;", "<!--", "-->", "<![CDATA[", "]]", "<testcase>", "</testcase>", "<a b='1' b='2'/>", "<a b=1/>", "<a b/>", "<1/>", "</>", "<!a>",
    ];

    [Theory]
    [InlineData(JUnit)]
    [InlineData(Trx)]
    [InlineData(NUnit3)]
    [InlineData(XUnit)]
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
    [InlineData(NUnit3)]
    [InlineData(XUnit)]
    public void Mutated_reports_are_always_answered(string report)
    {
        Busy.AtMost(60, () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(Mutations(report)), IsAnswered)));
    }

    // The reader of the framework is the referee. Steward lets the end of CDATA stand in a text, as tools write it.
    [Theory]
    [InlineData(JUnit)]
    [InlineData(Trx)]
    public void What_is_not_well_formed_is_never_read_as_whole(string report) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Arb.From(Mutations(report[(report.IndexOf('\n') + 1)..], Structure)), AgreesWithTheFramework));

    [Fact]
    public void Any_bytes_are_answered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(bytes => IsConsistent(ReportReader.Read(new MemoryStream(bytes ?? [])))));

    private static bool IsAnswered(string report) => IsConsistent(Reports.Read(report, Encoding.UTF8));

    private static bool IsConsistent(TestReport report) =>
        report.Counts.Tests == report.Cases.Count && double.IsFinite(report.Counts.DurationSeconds) && (report.Format is not null || report.Problem is not null);

    private static bool AgreesWithTheFramework(string text)
    {
        var report = Reports.Read(text);
        var isBroken = report.Unreadable || report.Problem?.Contains("breaks off", StringComparison.Ordinal) == true;
        return isBroken || text.Contains("]]>", StringComparison.Ordinal) || IsWellFormed(text);
    }

    private static bool IsWellFormed(string text)
    {
        var settings = new XmlReaderSettings { ConformanceLevel = ConformanceLevel.Fragment, CheckCharacters = false };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            while (reader.Read()) continue;
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static Gen<string> Mutations(string report, string[]? some = null) =>
        from edits in Gen.Choose(1, 6)
        from places in Gen.Choose(0, report.Length - 1).ListOf(edits)
        from lengths in Gen.Choose(0, 12).ListOf(edits)
        from pieces in Gen.Elements(some ?? Pieces).ListOf(edits)
        select places.Zip(lengths, pieces).Aggregate(report, (text, edit) => Edit(text, edit.First, edit.Second, edit.Third));

    private static string Edit(string text, int place, int length, string piece)
    {
        var at = Math.Min(place, text.Length);
        return text[..at] + piece + text[Math.Min(text.Length, at + length)..];
    }
}
