using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Cli.Commands.Coverage;

/// <summary>One file as <c>steward coverage read</c> shows it.</summary>
internal sealed record ReadCoverage(string File, CoverageReport Report)
{
    [JsonIgnore]
    public CoverageReport Report { get; } = Report;

    [JsonIgnore]
    public CoverageCounts Counts { get; } = Report.Counts;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Format => Report.Format;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Problem => Report.Problem;

    public int Files => Counts.Files;

    public long Lines => Counts.Lines;

    public long Covered => Counts.Covered;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Percent => Counts.Percent;

    public long Branches => Counts.Branches;

    public long BranchesTaken => Counts.BranchesTaken;

    public IReadOnlyList<string> Notes => Report.Notes;

    /// <summary>Reads a file, or the files of an archive; one that cannot be opened is a problem of this file only.</summary>
    public static IReadOnlyList<ReadCoverage> Of(CliServices services, string file)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(services.PathOf(file));
            return [.. CoverageFiles.Read(file, stream).Select(f => new ReadCoverage(f.Name, f.Report))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [new ReadCoverage(file, CoverageReport.Unread($"The file cannot be opened: {Texts.Clip(failure.Message, 200)}"))];
        }
    }
}
