using Steward.Stages.Testing.Results.Formats.JUnit;
using Steward.Stages.Testing.Results.Formats.NUnit;
using Steward.Stages.Testing.Results.Formats.Trx;
using Steward.Stages.Testing.Results.Formats.XUnit;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>Every format of test reports, one line each; the first that recognises a report reads it.</summary>
public static class ReportFormats
{
    /// <summary>The formats.</summary>
    public static IReadOnlyList<IReportFormat> All { get; } =
    [
        new JUnitFormat(),
        new TrxFormat(),
        NUnitFormat.Three,
        NUnitFormat.Two,
        new XUnitFormat(),
    ];

    /// <summary>Their names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(f => f.Name));
}
