using System.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.UnitTests.Testing;

/// <summary>Reads reports that stand in tests.</summary>
internal static class Reports
{
    public static TestReport Read(string text, Encoding? encoding = null)
    {
        var used = encoding ?? new UTF8Encoding(false);
        return ReportReader.Read(new MemoryStream([.. used.GetPreamble(), .. used.GetBytes(text)]));
    }

    /// <summary>"passed/failed/errored/skipped" of a report.</summary>
    public static string Counts(string text)
    {
        var counts = Read(text).Counts;
        return $"{counts.Passed}/{counts.Failed}/{counts.Errored}/{counts.Skipped}";
    }
}
