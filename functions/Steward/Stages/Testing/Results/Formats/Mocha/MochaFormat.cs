using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Mocha;

/// <summary>What Mocha writes with <c>--reporter json</c> (mochajs.org): statistics, all tests, and once more those pending, failed and passed.</summary>
public sealed class MochaFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "Mocha JSON";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.Json.Has("stats.tests") && head.Json.Has("stats.passes");

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var json = JsonCursor.Open(report);
        var reading = new MochaReading(json, builder);
        try
        {
            json.Next();
            foreach (var name in json.Properties()) reading.Take(name);
        }
        finally
        {
            reading.End();
        }

        reading.Judge();
    }
}
