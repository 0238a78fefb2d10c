using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Comparison;

/// <summary>A comparison for people.</summary>
public static class ComparisonText
{
    /// <summary>One line of counts.</summary>
    public static string Summary(ScanComparison comparison) => comparison.IsEmpty
        ? "The same dependencies as before."
        : $"Dependencies: {comparison.Came.Count} came, {comparison.Went.Count} went, {comparison.Moved.Count} at other versions, {comparison.Relicensed.Count} under another licence{(comparison.Rescoped.Count > 0 ? $", {comparison.Rescoped.Count} in another scope" : "")}";

    /// <summary>Each difference: what happened to which package, and the rest. Licences first, then what came.</summary>
    public static IEnumerable<(string What, PackageDifference Package, string Said)> Lines(ScanComparison comparison) =>
    [
        .. comparison.Relicensed.Select(d => ("licence", d, $"{Versions(d)}: {Texts.Some(d.LicencesBefore)} → {Texts.Some(d.LicencesNow)}")),
        .. comparison.Came.Select(d => ("came", d, $"{Texts.Some(d.Now)}: {Texts.Some(d.LicencesNow)}{Scope(d.IsDevelopmentOnly)}{Way(d)}")),
        .. comparison.Rescoped.Select(d => ("scope", d, d.IsDevelopmentOnly ? $"{Versions(d)}: only development needs it now" : $"{Versions(d)}: it is shipped now")),
        .. comparison.Moved.Except(comparison.Relicensed).Select(d => ("moved", d, $"{Versions(d)}: {Texts.Some(d.LicencesNow)}")),
        .. comparison.Went.Select(d => ("went", d, $"{Texts.Some(d.Before)}: {Texts.Some(d.LicencesBefore)}")),
    ];

    private static string Versions(PackageDifference package) =>
        package.Before.SequenceEqual(package.Now, StringComparer.Ordinal) ? Texts.Some(package.Now) : $"{Texts.Some(package.Before)} → {Texts.Some(package.Now)}";

    private static string Scope(bool isDevelopmentOnly) => isDevelopmentOnly ? ", for development only" : "";

    private static string Way(PackageDifference package) => package.Path.Count > 1 ? $", by {string.Join(" > ", package.Path)}" : "";
}
