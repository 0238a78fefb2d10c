using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>Reads test reports of every known format. Never throws on what stands in a report: that is told in its problem.</summary>
public static class ReportReader
{
    /// <summary>Reads one report.</summary>
    /// <param name="report">A seekable stream; read from its beginning, not disposed.</param>
    /// <param name="keep">The most tests kept, at most <see cref="ReportLimits.MaxCases"/>; 0: only counts.</param>
    public static TestReport Read(Stream report, int keep = ReportLimits.MaxCases) =>
        Read(report, new ReportBuilder(Math.Min(keep, ReportLimits.MaxCases)));

    /// <summary>Reads one report and passes its tests on one by one, in the order of the report, keeping none.</summary>
    public static TestReport Read(Stream report, Action<TestCaseResult> each) => Read(report, new ReportBuilder(0, each));

    /// <summary>The counts of several reports together; a test that stands in several of them is one unique test.</summary>
    public static ReportCounts Together(IEnumerable<TestReport> reports)
    {
        var (total, identities) = (ReportCounts.None, new TestIdentities());
        foreach (var report in reports)
        {
            total += report.Counts;
            if (report.Identities is not null) identities.Add(report.Identities);
        }

        return total with { UniqueTests = identities.Count };
    }

    private static TestReport Read(Stream report, ReportBuilder builder)
    {
        if (report.Length == 0) return TestReport.Unread("The report is an empty file: its test run wrote nothing.");
        if (report.Length > ReportLimits.MaxReportBytes)
            return TestReport.Unread($"The report has {report.Length} bytes; at most {ReportLimits.MaxReportBytes} are read.");
        var head = ReportHead.Of(report);
        var format = ReportFormats.All.FirstOrDefault(f => f.Recognises(head));
        return format is null ? TestReport.Unread(Unknown(head)) : Read(format, report, builder);
    }

    private static TestReport Read(IReportFormat format, Stream report, ReportBuilder builder) =>
        builder.Build(format.Name, Attempt(format, report, builder) is { } broken
            ? $"The report breaks off after {Texts.Count(builder.Tests, "test")}: {Texts.Clip(broken, 300)}."
            : null);

    private static string? Attempt(IReportFormat format, Stream report, ReportBuilder builder)
    {
        try
        {
            format.Read(report, builder);
            return null;
        }
        catch (ReportBrokenException broken)
        {
            return broken.Message;
        }
    }

    private static string Unknown(ReportHead head) => head switch
    {
        { XmlProblem: { } problem } => $"This is no test report of a known format ({ReportFormats.Names}): {Texts.Clip(problem, 300)}.",
        { XmlRoot: { } root } => $"This is no test report of a known format ({ReportFormats.Names}): its root element is '{Texts.Clip(root, 60)}'.",
        _ => $"This is no test report of a known format ({ReportFormats.Names}).",
    };
}
