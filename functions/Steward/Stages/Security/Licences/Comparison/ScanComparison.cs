namespace Steward.Stages.Security.Licences.Comparison;

/// <summary>What differs between the dependencies of two scans, each list by name.</summary>
/// <param name="Came">Packages that were not there before.</param>
/// <param name="Went">Packages that are not there any more.</param>
/// <param name="Moved">Packages at other versions than before.</param>
/// <param name="Relicensed">Packages whose licence is another one, at other versions or at the same.</param>
public sealed record ScanComparison(
    IReadOnlyList<PackageDifference> Came, IReadOnlyList<PackageDifference> Went, IReadOnlyList<PackageDifference> Moved, IReadOnlyList<PackageDifference> Relicensed)
{
    /// <summary>Packages that only development needed before and that are shipped now, or the other way round.</summary>
    public IReadOnlyList<PackageDifference> Rescoped { get; init; } = [];

    /// <summary>True when nothing differs.</summary>
    public bool IsEmpty => Came.Count + Went.Count + Moved.Count + Relicensed.Count + Rescoped.Count == 0;

    /// <summary>Compares.</summary>
    public static ScanComparison Of(LicenceScan before, LicenceScan now)
    {
        var (was, @is) = (ByName(before), ByName(now));
        var all = was.Keys.Union(@is.Keys).Order(StringComparer.Ordinal).Select(key => PackageDifference.Of(was.GetValueOrDefault(key, []), @is.GetValueOrDefault(key, []))).ToList();
        var both = all.Where(d => d.Before.Count > 0 && d.Now.Count > 0).ToList();
        return new ScanComparison(
            [.. all.Where(d => d.Before.Count == 0)],
            [.. all.Where(d => d.Now.Count == 0)],
            [.. both.Where(d => !d.Before.SequenceEqual(d.Now, StringComparer.Ordinal))],
            [.. both.Where(d => !d.LicencesBefore.SequenceEqual(d.LicencesNow, StringComparer.Ordinal))])
        {
            Rescoped = [.. both.Where(d => d.WasDevelopmentOnly != d.IsDevelopmentOnly)],
        };
    }

    private static Dictionary<string, List<ScannedDependency>> ByName(LicenceScan scan) => scan.Dependencies
        .GroupBy(d => d.Id.Ecosystem == "nuget" ? $"nuget:{d.Id.Name.ToLowerInvariant()}" : $"{d.Id.Ecosystem}:{d.Id.Name}", StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
}
