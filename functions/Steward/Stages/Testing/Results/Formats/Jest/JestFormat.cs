using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Jest;

/// <summary>What Jest writes with <c>--json</c>, and Vitest with <c>--reporter=json</c> (jestjs.io, testResultsProcessor): a list of test files with their assertions.</summary>
public sealed class JestFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "Jest JSON";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.Json.Has("numTotalTests") || head.Json.Has("numTotalTestSuites") || (head.Json.Has("testResults") && head.Json.Has("success"));

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var json = JsonCursor.Open(report);
        var reading = new JestReading(json, builder);
        json.Next();
        foreach (var name in json.Properties()) reading.Take(name);
        reading.Judge();
    }
}
