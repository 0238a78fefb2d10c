using System.Text.Json;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>The reports of tests/fixtures/results/TOOL/, each with what stands in the tool's expected.json.</summary>
public sealed class ToolReportTests
{
    private static string Fixtures => Repository.PathOf("tests", "fixtures", "results");

    public static TheoryData<string, string> Reports()
    {
        var all = new TheoryData<string, string>();
        foreach (var list in Directory.GetFiles(Fixtures, "expected.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var (file, expected) in JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(list))!)
                all.Add(Path.GetRelativePath(Fixtures, Path.Combine(Path.GetDirectoryName(list)!, file)), expected);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Reports_of_tools_are_read_as_expected(string file, string expected) => Assert.Equal(expected, Told(file));

    [Fact]
    public void Every_report_has_its_expectation()
    {
        var reports = Directory.GetDirectories(Fixtures).SelectMany(Directory.GetFiles)
            .Where(f => Path.GetFileName(f) is not ("README.md" or "expected.json")).Select(f => Path.GetRelativePath(Fixtures, f));
        Assert.Equal(reports.Order(StringComparer.Ordinal), Reports().Select(r => r.Data.Item1).Order(StringComparer.Ordinal));
    }

    private static string Told(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Fixtures, file));
        var report = ReportReader.Read(stream);
        var counts = report.Counts;
        return $"{report.Format}; {counts.Suites}; {counts.Passed}/{counts.Failed}/{counts.Errored}/{counts.Skipped}; {counts.Flaky}; {report.Problem ?? "-"}";
    }
}
