using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Reports that want to break their reader: each gets an answer, in time and in memory.</summary>
public sealed class HostileReportTests
{
    private const string Plain = "<testsuite name='Größe'><testcase name='naïve 😀' time='1'/></testsuite>";

    public static TheoryData<string, Encoding, bool> Encodings => new()
    {
        { "UTF-8", new UTF8Encoding(false), false },
        { "UTF-8 with mark", Encoding.UTF8, true },
        { "UTF-16 LE", Encoding.Unicode, true },
        { "UTF-16 LE without mark", Encoding.Unicode, false },
        { "UTF-16 BE", Encoding.BigEndianUnicode, true },
        { "UTF-16 BE without mark", Encoding.BigEndianUnicode, false },
        { "UTF-32 LE", Encoding.UTF32, true },
        { "UTF-32 LE without mark", Encoding.UTF32, false },
        { "UTF-32 BE", new UTF32Encoding(true, true), true },
        { "UTF-32 BE without mark", new UTF32Encoding(true, true), false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encodings_are_found_by_their_bytes(string name, Encoding encoding, bool mark)
    {
        foreach (var declared in new[] { "", "<?xml version='1.0' encoding='utf-8'?>\n", "<?xml version='1.0' encoding='utf-16'?>\n" })
        {
            var report = Read([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(declared + Plain)]);
            Assert.True(report.Problem is null, $"{name}: {report.Problem}");
            Assert.Equal(("Größe", "naïve 😀"), (Assert.Single(report.Cases).Suite, report.Cases[0].Name));
        }
    }

    [Fact]
    public void Bytes_that_are_wrong_in_the_declared_encoding_are_replaced_and_told()
    {
        var report = Read(Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='UTF-8'?><testsuite><testcase name='caf\u00e9'/><testcase name='b'/></testsuite>"));
        Assert.Equal((2, "caf\uFFFD", (string?)null), (report.Counts.Passed, report.Cases[0].Name, report.Problem));
        Assert.Contains(report.Notes, n => n.Contains("wrong in its encoding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a&#0;b", "a\uFFFDb")]
    [InlineData("a&#xD800;b", "a\uFFFDb")]
    [InlineData("a&#xFFFFFFFF;b", "a\uFFFDb")]
    [InlineData("a&#x1F600;b", "a😀b")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("a\u001b[31mb", "a\uFFFD[31mb")]
    [InlineData("&lt;&gt;&amp;&quot;&apos;&#65;", "<>&\"'A")]
    public void Characters_that_cannot_be_are_replaced(string written, string read) =>
        Assert.Equal(read, Assert.Single(Reports.Read($"<testsuite><testcase name='{written}'/></testsuite>").Cases).Name);

    [Theory]
    [InlineData("<!DOCTYPE lolz [<!ENTITY l0 'lol'><!ENTITY l1 '&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;'>]><testsuite><testcase name='&l1;'/></testsuite>", "document type definition")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><testsuite/>", "document type definition")]
    [InlineData("<testsuite><testcase name='a'/><!DOCTYPE a></testsuite>", "document type definition")]
    [InlineData("<testsuite><testcase name='a'/><testcase name='&nbsp;'/></testsuite>", "an entity that XML does not define")]
    [InlineData("<testsuite><testcase name='a'/><testcase name='b' name='c'/></testsuite>", "an attribute stands twice")]
    [InlineData("<testsuite><testcase name='a'/></testsuit>", "an end tag does not match")]
    [InlineData("<testsuite><testcase name='a'/>", "the file ends inside an element")]
    [InlineData("<testsuite><testcase name='a'/><![CDATA[", "the file ends inside an element")]
    [InlineData("<testsuite><testcase name='a'/><!-- ", "the file ends inside an element")]
    public void What_breaks_a_report_is_said_in_a_sentence(string text, string sentence)
    {
        var report = Reports.Read(text);
        Assert.Contains(sentence, report.Problem, StringComparison.Ordinal);
        Assert.Contains("line 1, column", report.Problem, StringComparison.Ordinal);
        Assert.True(report.Counts.Passed <= 1);
    }

    [Fact]
    public void Giants_are_read_in_time_and_in_little_memory()
    {
        Busy.AtMost(30, () =>
        {
            Assert.Null(Generated("<testsuite><testcase name='a' x='", 50_000_000, "'/><testcase name='b'/></testsuite>", tests: 2).Problem);
            Assert.Null(Generated("<testsuite><testcase name='", 10_000_000, "'/><testcase name='b'/></testsuite>", tests: 2).Problem);
            Assert.Null(Generated("<testsuite><testcase name='a'><failure>", 50_000_000, "</failure></testcase></testsuite>", tests: 1).Problem);
            Assert.Null(Generated("<testsuite><testcase name='a'/><!--", 50_000_000, "--><testcase name='b'/></testsuite>", tests: 2).Problem);
            Assert.Contains("longer than", Generated("<testsuite><testcase name='a'/><", 10_000_000, "/></testsuite>", tests: 1).Problem, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Values_longer_than_the_window_keep_their_beginning()
    {
        var text = string.Concat(Enumerable.Repeat("ä&amp;€", 60_000));
        var report = Reports.Read($"<testsuite><!--{text}--><testcase classname='c' name='{text}' time='2'><failure message='{text}'/></testcase></testsuite>");
        Assert.Equal((null, 0), (report.Problem, report.Notes.Count));
        var test = Assert.Single(report.Cases);
        Assert.StartsWith("ä&€ä&€", test.Name, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', test.Name + test.Message);
        Assert.Equal(("c", 2, ReportLimits.MaxMessage), (test.ClassName, test.DurationSeconds, test.Message!.Length));
    }

    [Theory]
    [InlineData("1e308")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    [InlineData("")]
    [InlineData("many")]
    public void Absurd_numbers_do_not_turn_counts_around(string number)
    {
        var report = Reports.Read($"<testsuites tests='{number}'><testsuite tests='{number}' failures='{number}' time='{number}'><testcase name='a' time='{number}'/><testcase name='b' time='{number}'/></testsuite></testsuites>");
        Assert.Equal((2, 2, (string?)null), (report.Counts.Passed, report.Counts.Tests, report.Problem));
        Assert.True(double.IsFinite(report.Counts.DurationSeconds) && report.Counts.DurationSeconds >= 0);
    }

    [Theory]
    [InlineData("1e999", 0)]
    [InlineData("3162240000", 1)]
    [InlineData("99999999999999999999999999", 1)]
    public void Durations_that_cannot_be_are_told(string number, int told)
    {
        var report = Reports.Read($"<testsuite><testcase name='a' time='{number}'/><testcase name='b' time='1'/></testsuite>");
        Assert.Equal(told, report.Notes.Count(n => n.StartsWith("It holds 1 test that would have run for a hundred years", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<testsuite><testcase name='a' time='NaN'/><testcase name='b' time='1'/></testsuite>")]
    [InlineData("<testsuite><testcase name='a' time='-3'/><testcase name='b' time='1'/></testsuite>")]
    [InlineData("<testsuite><testcase name='a' time='soon'/><testcase name='b' time='1'/></testsuite>")]
    [InlineData("{\"results\":{\"tool\":{\"name\":\"x\"},\"summary\":{},\"tests\":[{\"name\":\"a\",\"status\":\"passed\",\"duration\":-5},{\"name\":\"b\",\"status\":\"passed\",\"duration\":1000}]}}")]
    [InlineData("1..2\nok 1 - a\n  ---\n  duration_ms: -7\n  ...\nok 2 - b\n  ---\n  duration_ms: 1000\n  ...\n")]
    [InlineData("{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"A\"}\n{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"A\",\"Elapsed\":-1}\n{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"B\"}\n{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"B\",\"Elapsed\":1}\n{\"Action\":\"pass\",\"Package\":\"p\",\"Elapsed\":1}\n")]
    public void What_is_no_duration_counts_as_none_and_is_told(string text)
    {
        var report = Reports.Read(text);

        Assert.Equal((2, 1.0, (string?)null), (report.Counts.Passed, report.Counts.DurationSeconds, report.Problem));
        Assert.Contains("It holds 1 test whose duration is negative or no number; each counts with 0 s.", report.Notes);
    }

    [Fact]
    public void An_encoding_that_nobody_knows_is_told()
    {
        var report = Reports.Read("<?xml version='1.0' encoding='klingon'?><testsuite><testcase name='a'/></testsuite>");
        Assert.Equal((1, (string?)null, "It declares an encoding that is not known (klingon), and was read as UTF-8."), (report.Counts.Passed, report.Problem, Assert.Single(report.Notes)));
    }

    [Fact]
    public void Deep_nesting_ends_with_a_sentence()
    {
        var report = Reports.Read($"<testsuite><testcase name='a'/>{string.Concat(Enumerable.Repeat("<x>", 100_000))}");
        Assert.Equal(1, report.Counts.Passed);
        Assert.Contains("nested more than 128 deep", report.Problem, StringComparison.Ordinal);
    }

    private static TestReport Read(byte[] bytes) => ReportReader.Read(new MemoryStream(bytes));

    private static TestReport Generated(string before, int length, string after, int tests)
    {
        var bytes = new byte[before.Length + length + after.Length];
        bytes.AsSpan().Fill((byte)'n');
        Encoding.ASCII.GetBytes(before, bytes);
        Encoding.ASCII.GetBytes(after, bytes.AsSpan(before.Length + length));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var report = ReportReader.Read(new MemoryStream(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 8_000_000);
        Assert.Equal(tests, report.Counts.Tests);
        return report;
    }
}
