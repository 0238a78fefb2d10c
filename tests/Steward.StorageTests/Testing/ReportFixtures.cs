using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;

namespace Steward.StorageTests.Testing;

/// <summary>What the reports in the folders of tests/fixtures/results hold, by their files <c>expected.json</c>.</summary>
internal static class ReportFixtures
{
    private static readonly string Root = Repository.PathOf("tests", "fixtures", "results");

    public static IReadOnlyList<(string File, ExpectedReport Expected)> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "expected.json", SearchOption.AllDirectories)
            .SelectMany(list => JsonSerializer.Deserialize<Dictionary<string, ExpectedReport>>(File.ReadAllBytes(list), Json.Options)!
                .Select(entry => (Path.GetRelativePath(Root, Path.Combine(Path.GetDirectoryName(list)!, entry.Key)), entry.Value)))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal),
    ];

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Root, file));

    public static TestReport Read(string file) => ReportReader.Read(new MemoryStream(Bytes(file)));
}

/// <summary>What a report holds.</summary>
internal sealed record ExpectedReport(
    string? Format, int Suites, int Passed, int Failed, int Errored, int Skipped, int Flaky, int UniqueTests, int Runs, string? Problem = null);
