using System.Text;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Reading;
using Xunit;

namespace Steward.UnitTests.Testing.Coverage;

public sealed class CoverageFormatTests
{
    [Fact]
    public void Cobertura_counts_the_lines_of_classes_and_those_of_methods_only_where_a_class_has_none()
    {
        var report = Read("<!DOCTYPE coverage SYSTEM 'http://cobertura.sourceforge.net/xml/coverage-04.dtd'><coverage line-rate='1'><sources><source> /ci/src </source><source/></sources><packages><package><classes>"
            + "<class filename='a.js'><methods><method><lines><line number='1' hits='5'/></lines></method></methods><lines><line number='2' hits='0'/><line number='3' hits='1e3' branch='true' condition-coverage='50% (1/2)'/></lines></class>"
            + "<class filename='b.js'><methods><method><lines><line number='7' hits='2'/></lines></method></methods><lines/></class>"
            + "<class filename='a.js'><lines><line number='2' hits='3'/></lines></class></classes></package></packages></coverage>");
        Assert.Equal((null, "Cobertura", "/ci/src"), (report.Problem, report.Format, Assert.Single(report.Roots)));
        Assert.Equal(["a.js: lines 2-3 | lines ", "b.js: line 7 | lines "], Shown(report));
        Assert.Equal((2, 1), (report.Counts.Branches, report.Counts.BranchesTaken));
    }

    [Fact]
    public void Lcov_merges_records_of_one_file_and_takes_odd_numbers_for_not_executed()
    {
        var report = Read("# made by hand\nTN:one\nSF:a.c\nVER:1\nFN:1,main\nDA:1,1,abc\r\nDA:2,-3\nDA:3,=====\nDA:99999999999,1\nDA:0,1\nBRDA:1,0,0,-\nBRDA:1,0,1,4\nLF:3\nend_of_record\nTN:two\nSF:a.c\nDA:2,7\nend_of_record");
        Assert.Equal(("LCOV", null), (report.Format, report.Problem));
        Assert.Equal(["a.c: lines 1-2 | line 3"], Shown(report));
        Assert.Equal((2, 1), (report.Counts.Branches, report.Counts.BranchesTaken));
        Assert.Contains(report.Notes, n => n.Contains("count as not executed", StringComparison.Ordinal));
        Assert.Contains(report.Notes, n => n.Contains("below 1", StringComparison.Ordinal));
        Assert.Contains(report.Notes, n => n == "a.c declares 3 lines (LF) and lists 5.");
    }

    [Theory]
    [InlineData("TN:\nSF:a.c\nDA:1,1\n", "breaks off after 1 file: the record that begins in line 2 has no end_of_record.")]
    [InlineData("SF:a.c\nDA:1,1\nSF:b.c\nDA:1,1\nend_of_record\n", "The record that begins in line 1 has no end_of_record before line 3")]
    [InlineData("TN:\n", "holds no line")]
    [InlineData("TN:\nSF:a.c\nend_of_record\n", "holds no line")]
    public void An_incomplete_trace_has_a_problem(string report, string problem) => Assert.Contains(problem, Read(report).Problem, StringComparison.Ordinal);

    [Fact]
    public void Jacoco_names_packages_below_modules_and_its_type_definition_is_never_fetched()
    {
        var report = Read("<?xml version='1.0'?><!DOCTYPE report PUBLIC '-//JACOCO//DTD Report 1.1//EN' 'report.dtd'><report name='x'><group name='core'><package name='com/acme'>"
            + "<sourcefile name='A.java'><line nr='3' mi='0' ci='3' mb='1' cb='1'/><line nr='4' mi='2' ci='0' mb='0' cb='0'/></sourcefile></package></group><package name=''><sourcefile name='B.java'><line nr='1' mi='1' ci='1' mb='0' cb='0'/></sourcefile></package></report>");
        Assert.Equal(["com/acme/A.java: line 3 | line 4", "B.java: line 1 | lines "], Shown(report));
        Assert.Equal(["core", null], report.Files.Select(f => f.Module));
        Assert.Equal((2, 1), (report.Counts.Branches, report.Counts.BranchesTaken));
    }

    [Fact]
    public void OpenCover_takes_file_numbers_for_the_modules_own_and_statements_for_lines_where_no_other_begins()
    {
        var report = Read("<CoverageSession><Modules><Module skippedDueTo='Filter'/><Module><Files><File uid='1' fullPath='C:\\a\\A.cs'/></Files><Classes><Class><Methods><Method><SequencePoints>"
            + "<SequencePoint vc='1' sl='10' el='14' fileid='1'/><SequencePoint vc='0' sl='12' el='13' fileid='1'/><SequencePoint vc='1' sl='16707566' el='16707566' fileid='1'/><SequencePoint vc='1' sl='1' el='1' fileid='9'/></SequencePoints>"
            + "<BranchPoints><BranchPoint vc='1' sl='10' fileid='1'/><BranchPoint vc='0' sl='10' fileid='1'/></BranchPoints></Method></Methods></Class></Classes></Module>"
            + "<Module><Files><File uid='1' fullPath='/b/B.cs'/></Files><Classes><Class><Methods><Method><FileRef uid='1'/><SequencePoints><SequencePoint vc='0' sl='3' el='3'/></SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>");
        Assert.Equal(["C:\\a\\A.cs: lines 10-11, 14 | lines 12-13", "/b/B.cs: lines  | line 3"], Shown(report));
        Assert.Equal((2, 1), (report.Counts.Branches, report.Counts.BranchesTaken));
        Assert.Contains(report.Notes, n => n.Contains("does not name", StringComparison.Ordinal));
    }

    [Fact]
    public void Coverlets_own_json_is_read()
    {
        var report = Read("{\"a.dll\":{\"/s/A.cs\":{\"A\":{\"m()\":{\"Lines\":{\"3\":1,\"4\":0},\"Branches\":[{\"Line\":3,\"Hits\":2},{\"Line\":3,\"Hits\":0}]}}}}}");
        Assert.Equal(["/s/A.cs: line 3 | line 4"], Shown(report));
        Assert.Equal((2, 1), (report.Counts.Branches, report.Counts.BranchesTaken));
    }

    [Theory]
    [InlineData("<!DOCTYPE coverage [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><coverage line-rate='1'><class filename='&e;'/></coverage>", "entity")]
    [InlineData("<!DOCTYPE coverage [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><coverage line-rate='1'><sources><source>&b;</source></sources></coverage>", "entity")]
    [InlineData("<!DOCTYPE coverage [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'>%p;]><coverage line-rate='1'><class filename='a'><line number='1' hits='1'/></class></coverage>", null)]
    public void Entities_are_never_resolved(string text, string? problem)
    {
        var report = Read(text);
        Assert.True(problem is null ? report.Problem is null : report.Problem!.Contains(problem, StringComparison.Ordinal), report.Problem);
        Assert.DoesNotContain(report.Roots.Concat(report.Files.Select(f => f.Path)), p => p.Contains("root:", StringComparison.Ordinal) || p.Contains("aaaa", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "empty file")]
    [InlineData("hello", "no report of coverage")]
    [InlineData("<testsuite/>", "its root element is 'testsuite'")]
    [InlineData("<coverage generated='1' clover='4'><project/></coverage>", "its root element is 'coverage'")]
    [InlineData("<cover", "ends inside an element")]
    [InlineData("{\"a\":1}", "no report of coverage")]
    public void What_is_no_report_is_a_problem(string text, string problem)
    {
        var report = Read(text);
        Assert.True(report.Unreadable);
        Assert.Contains(problem, report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_lines_and_statements_are_bounded()
    {
        Assert.Contains("nested more than 128 deep", Read("<coverage line-rate='1'>" + string.Concat(Enumerable.Repeat("<a>", 10_000))).Problem, StringComparison.Ordinal);
        Assert.Contains("longer than 65536 bytes", Read($"TN:\nSF:{new string('a', 100_000)}\n").Problem, StringComparison.Ordinal);
        var span = Read("<CoverageSession><Module><Files><File uid='1' fullPath='a'/></Files><SequencePoint vc='1' sl='1' el='9999999' fileid='1'/></Module></CoverageSession>");
        Assert.Equal(1, span.Counts.Lines);
        var point = "<SequencePoint vc='1' sl='1' el='9999' fileid='1'/>";
        var many = Read($"<CoverageSession><Module><Files><File uid='1' fullPath='a'/></Files>{string.Concat(Enumerable.Repeat(point, 20_000))}</Module></CoverageSession>");
        Assert.Equal((null, 9999), (many.Problem, many.Counts.Lines));
        Assert.Contains("statements of too many lines", Assert.Single(many.Notes), StringComparison.Ordinal);
    }

    internal static CoverageReport Read(string text) => CoverageReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static IEnumerable<string> Shown(CoverageReport report) =>
        report.Files.Select(f => $"{f.Path}: {LineRuns.Text(f.Covered)} | {LineRuns.Text(f.Uncovered)}");
}
