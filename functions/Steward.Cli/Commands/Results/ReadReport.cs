using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Cli.Commands.Results;

/// <summary>One file as <c>steward results read</c> shows it.</summary>
internal sealed record ReadReport(string File, TestReport Report)
{
    [JsonIgnore]
    public TestReport Report { get; } = Report;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Format => Report.Format;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Problem => Report.Problem;

    public int Suites => Report.Counts.Suites;

    public int Tests => Report.Counts.Tests;

    public int Passed => Report.Counts.Passed;

    public int Failed => Report.Counts.Failed;

    public int Errored => Report.Counts.Errored;

    public int Skipped => Report.Counts.Skipped;

    public int Flaky => Report.Counts.Flaky;

    public double DurationSeconds => Report.Counts.DurationSeconds;

    public IReadOnlyList<string> Notes => Report.Notes;

    /// <summary>Reads a file; one that cannot be opened is a problem of this file only.</summary>
    public static ReadReport Of(CliServices services, string file, int keep)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(services.PathOf(file));
            return new ReadReport(file, ReportReader.Read(stream, keep));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new ReadReport(file, TestReport.Unread($"The file cannot be opened: {Texts.Clip(failure.Message, 200)}"));
        }
    }
}
