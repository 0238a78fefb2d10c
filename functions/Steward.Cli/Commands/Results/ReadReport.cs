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

    public int UniqueTests => Report.Counts.UniqueTests;

    public int Runs => Report.Counts.Runs;

    public double DurationSeconds => Report.Counts.DurationSeconds;

    public DeclaredCounts? Declared => Report.Declared;

    public IReadOnlyList<string> Notes => Report.Notes;

    /// <summary>Reads a file; one that cannot be opened is a problem of this file only.</summary>
    public static ReadReport Of(CliServices services, string file, Func<Stream, TestReport> read)
    {
        try
        {
            var path = services.PathOf(file);
            if (Directory.Exists(path)) return Unread(file, "This is a folder; name the reports in it.");
            // The readers have buffers of their own.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return stream.CanSeek ? new ReadReport(file, read(stream)) : Unread(file, "This is no file but a stream; write it into a file first.");
        }
        catch (FileNotFoundException)
        {
            return Unread(file, "There is no such file.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unread(file, $"The file cannot be read: {Texts.Clip(failure.Message, 200)}");
        }
    }

    private static ReadReport Unread(string file, string problem) => new(file, TestReport.Unread(problem));
}
