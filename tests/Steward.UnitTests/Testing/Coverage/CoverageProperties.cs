using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing.Coverage;

/// <summary>Whatever a report is made of: readers answer, in time, and a line is covered, uncovered or unknown, never two of them.</summary>
public sealed class CoverageProperties
{
    private const string Cobertura =
        "<?xml version=\"1.0\"?><!DOCTYPE coverage SYSTEM 'x.dtd'><coverage line-rate=\"0.5\"><sources><source>/ci</source></sources><packages><package><classes><class filename=\"a.py\"><methods/>"
        + "<lines><line number=\"1\" hits=\"1\" condition-coverage=\"50% (1/2)\"/><line number=\"2\" hits=\"0\"/></lines></class></classes></package></packages></coverage>";

    private const string Jacoco =
        "<!DOCTYPE report PUBLIC \"-//JACOCO//DTD Report 1.1//EN\" \"report.dtd\"><report name=\"r\"><group name=\"g\"><package name=\"p/q\"><sourcefile name=\"A.java\"><line nr=\"1\" mi=\"1\" ci=\"1\" mb=\"1\" cb=\"1\"/>"
        + "<line nr=\"2\" mi=\"1\" ci=\"0\" mb=\"0\" cb=\"0\"/></sourcefile></package></group></report>";

    private const string OpenCover =
        "<CoverageSession><Modules><Module><Files><File uid=\"1\" fullPath=\"/a.cs\"/></Files><Classes><Class><Methods><Method><SequencePoints><SequencePoint vc=\"1\" sl=\"1\" el=\"3\" fileid=\"1\"/>"
        + "<SequencePoint vc=\"0\" sl=\"2\" el=\"2\" fileid=\"1\"/></SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>";

    private const string Lcov = "TN:t\nSF:/a.c\nFN:1,m\nDA:1,5\nDA:2,0\nBRDA:1,0,0,1\nLF:2\nLH:1\nend_of_record\nTN:t\nSF:b.c\nDA:1,1\nLF:1\nend_of_record\n";
    private const string Coverlet = "{\"a.dll\":{\"/a.cs\":{\"A\":{\"m\":{\"Lines\":{\"1\":1,\"2\":0},\"Branches\":[{\"Line\":1,\"Hits\":1}]}}}}}";

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "&lt;", "&x;", "<!--", "]]>", "<!DOCTYPE a>", "<!DOCTYPE a [", "\0", "\uFEFF", "-1", "99999999999999999999", "1e308", "NaN", "..", "/", "\\", "%zz", "file://", "\n",
        "SF:", "DA:", "BRDA:", "end_of_record", "<line number='", "<class filename=''>", "<group>", "<Module>", "{", "}", "[", ":", ",", "\"Lines\"", "(9/1)",
    ];

    [Theory]
    [InlineData(Cobertura)]
    [InlineData(Jacoco)]
    [InlineData(OpenCover)]
    [InlineData(Lcov)]
    [InlineData(Coverlet)]
    public void Every_beginning_of_a_report_is_told_from_the_whole(string report)
    {
        Assert.Null(CoverageFormatTests.Read(report).Problem);
        var end = report.TrimEnd().Length;
        var first = report.StartsWith("TN", StringComparison.Ordinal) ? "end_of_record".Length : 0;
        for (var length = 0; length < end; length++)
        {
            // A trace can end after any of its records, and nothing in it says that more were to come.
            if (first > 0 && report[..length].TrimEnd().EndsWith("end_of_record", StringComparison.Ordinal)) continue;
            if (first > 0 && length >= report.IndexOf("end_of_record", StringComparison.Ordinal) + first && report[..length].Split("end_of_record")[^1].Trim() is "" or "T" or "TN" or "TN:" or "TN:t") continue;
            if (first > 0 && report[..length].Split('\n')[^1] is "S" or "SF") continue;
            Assert.True(CoverageFormatTests.Read(report[..length]).Problem is not null, report[..length]);
        }
    }

    [Theory]
    [InlineData(Cobertura)]
    [InlineData(Jacoco)]
    [InlineData(OpenCover)]
    [InlineData(Lcov)]
    [InlineData(Coverlet)]
    public void Mutated_reports_are_always_answered(string report)
    {
        Busy.AtMost(60, () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(Mutations(report)), text => IsConsistent(Encoding.UTF8.GetBytes(text)))));
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(bytes => IsConsistent(bytes ?? [])));

    [Fact]
    public void Runs_behave_as_sets_of_lines() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[], byte[]>((first, second) =>
    {
        var (a, b) = (first.Select(x => x + 1).ToHashSet(), second.Select(x => x + 1).ToHashSet());
        var (x, y) = (LineRuns.Of(a), LineRuns.Of(b));
        return LineRuns.Union(x, y).SequenceEqual(LineRuns.Of(a.Union(b))) && LineRuns.Both(x, y).SequenceEqual(LineRuns.Of(a.Intersect(b)))
            && LineRuns.Without(x, y).SequenceEqual(LineRuns.Of(a.Except(b))) && LineRuns.Count(x) == a.Count
            && LineRuns.OfRuns(a.Select(line => (line, 1))).SequenceEqual(x);
    }));

    private static bool IsConsistent(byte[] bytes)
    {
        var report = CoverageReader.Read(new MemoryStream(bytes));
        return (report.Format is not null || report.Problem is not null)
            && report.Files.All(f => LineRuns.Both(f.Covered, f.Uncovered).Length == 0 && f.Covered.Concat(f.Uncovered).All(line => line > 0));
    }

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
