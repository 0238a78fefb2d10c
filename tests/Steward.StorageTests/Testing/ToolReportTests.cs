using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>The reports of tests/fixtures/results/TOOL/, each with what stands in the tool's expected.json.</summary>
public sealed class ToolReportTests
{
    private static string Fixtures => Repository.PathOf("tests", "fixtures", "results");

    public static TheoryData<string> Reports => [.. Expected().Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Reports_of_tools_are_read_as_expected(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Fixtures, file));
        var report = ReportReader.Read(stream);
        var counts = report.Counts;
        Assert.Equal(Expected()[file], new Told(report.Format, counts.Suites, counts.Passed, counts.Failed, counts.Errored, counts.Skipped, counts.Flaky, report.Problem));
    }

    [Fact]
    public void Every_report_has_its_expectation()
    {
        var reports = Directory.GetDirectories(Fixtures).SelectMany(Directory.GetFiles)
            .Where(f => Path.GetFileName(f) is not ("README.md" or "expected.json")).Select(f => Path.GetRelativePath(Fixtures, f));
        Assert.Equal(reports.Order(StringComparer.Ordinal), Expected().Keys.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, Told> Expected() =>
        Directory.GetFiles(Fixtures, "expected.json", SearchOption.AllDirectories)
            .SelectMany(list => JsonSerializer.Deserialize<Dictionary<string, Told>>(File.ReadAllBytes(list), Json.Options)!
                .Select(e => (File: Path.GetRelativePath(Fixtures, Path.Combine(Path.GetDirectoryName(list)!, e.Key)), e.Value)))
            .ToDictionary(e => e.File, e => e.Value, StringComparer.Ordinal);

    private sealed record Told(string? Format, int Suites, int Passed, int Failed, int Errored, int Skipped, int Flaky, string? Problem = null);
}
