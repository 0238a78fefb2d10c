using Steward.Stages.Testing.Results.Formats.Ctrf;
using Steward.Stages.Testing.Results.Formats.Dart;
using Steward.Stages.Testing.Results.Formats.Go;
using Steward.Stages.Testing.Results.Formats.Jest;
using Steward.Stages.Testing.Results.Formats.JUnit;
using Steward.Stages.Testing.Results.Formats.Mocha;
using Steward.Stages.Testing.Results.Formats.NUnit;
using Steward.Stages.Testing.Results.Formats.Tap;
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
        new CtrfFormat(),
        new JestFormat(),
        new MochaFormat(),
        new MochaStreamFormat(),
        new DartFormat(),
        new GoFormat(),
        new TapFormat(),
    ];

    /// <summary>Their names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(f => f.Name));
}
