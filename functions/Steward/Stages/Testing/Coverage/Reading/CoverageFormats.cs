using Steward.Stages.Testing.Coverage.Formats;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>Every format of reports of coverage, one line each; the first that recognises a report reads it.</summary>
public static class CoverageFormats
{
    /// <summary>The formats.</summary>
    public static IReadOnlyList<ICoverageFormat> All { get; } =
    [
        new CoberturaFormat(),
        new LcovFormat(),
        new JacocoFormat(),
        new OpenCoverFormat(),
        new CoverletFormat(),
    ];

    /// <summary>Their names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(f => f.Name));
}
