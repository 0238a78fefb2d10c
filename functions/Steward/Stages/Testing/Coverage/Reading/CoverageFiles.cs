using Steward.Stages.Testing.Results.Archives;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>A report of coverage, on its own or out of an archive.</summary>
/// <param name="Name">Its file name; <c>archive.zip!path/in/it.xml</c> for one out of an archive.</param>
/// <param name="Report">What was read of it.</param>
public sealed record CoverageFile(string Name, CoverageReport Report);

/// <summary>
/// The reports of coverage that a file holds: itself, or those of a zip, tar, tar.gz or gz, by the rules and limits of archives of test reports. Never throws on
/// what stands in a file: that is told in its problem.
/// </summary>
public static class CoverageFiles
{
    /// <summary>What is looked for in archives.</summary>
    internal static SoughtReports Sought { get; } = new("report of coverage", CoverageFormats.Names, IsOne, [".xml", ".json", ".info", ".lcov"]);

    /// <summary>Reads them, one at a time. There is always one, be it to say what is wrong.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="content">Its bytes, seekable; not disposed.</param>
    public static IEnumerable<CoverageFile> Read(string name, Stream content)
    {
        foreach (var file in ReportFiles.Of(name, content, Sought))
        {
            using var part = file;
            yield return new CoverageFile(part.Name, Read(part));
        }
    }

    /// <summary>Reads one of them.</summary>
    internal static CoverageReport Read(ReportFile file)
    {
        var report = file.Content is null ? CoverageReport.Unread(file.Problem!) : CoverageReader.Read(file.Content);
        return report with { Problem = file.Problem ?? report.Problem, Notes = [.. report.Notes, .. file.Notes] };
    }

    private static bool IsOne(byte[] head)
    {
        var beginning = CoverageHead.Of(new MemoryStream(head));
        return CoverageFormats.All.Any(f => f.Recognises(beginning));
    }
}
