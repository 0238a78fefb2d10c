using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Archives;
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

    /// <summary>Reads a file, or the files of an archive; one that cannot be opened is a problem of this file only.</summary>
    public static IReadOnlyList<ReadReport> Of(CliServices services, string file, Func<ReportFile, TestReport> read)
    {
        try
        {
            var path = services.PathOf(file);
            if (Directory.Exists(path)) return [Unread(file, "This is a folder; name the reports in it.")];
            // The readers have buffers of their own.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return stream.CanSeek ? Each(file, stream, read) : [Unread(file, "This is no file but a stream; write it into a file first.")];
        }
        catch (FileNotFoundException)
        {
            return [Unread(file, "There is no such file.")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [Unread(file, $"The file cannot be read: {Texts.Clip(failure.Message, 200)}")];
        }
    }

    /// <summary>The reports of one archive as one file; the first problem counts.</summary>
    public static ReadReport Together(string file, IReadOnlyList<ReadReport> parts)
    {
        if (parts is [var only]) return only;
        var problem = parts.FirstOrDefault(p => p.Problem is not null) is { } broken ? $"{broken.File}: {broken.Problem}" : null;
        var counts = ReportReader.Together(parts.Select(p => p.Report));
        var formats = parts.Select(p => p.Format).OfType<string>().Distinct().ToList();
        return new ReadReport(file, new TestReport(
            formats.Count == 0 ? null : string.Join(", ", formats), problem, counts, [.. parts.SelectMany(p => p.Report.Cases)], [.. parts.SelectMany(p => p.Notes)]));
    }

    private static List<ReadReport> Each(string name, Stream stream, Func<ReportFile, TestReport> read)
    {
        var reports = new List<ReadReport>();
        foreach (var file in ReportFiles.Of(name, stream))
        {
            using var report = file;
            reports.Add(new ReadReport(report.Name, read(report)));
        }

        return reports;
    }

    private static ReadReport Unread(string file, string problem) => new(file, TestReport.Unread(problem));
}
