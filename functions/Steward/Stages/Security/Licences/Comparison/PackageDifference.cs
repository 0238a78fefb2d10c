using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Comparison;

/// <summary>One package before and now.</summary>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its versions before; empty: it was not there.</param>
/// <param name="Now">Its versions now; empty: it is not there.</param>
public sealed record PackageDifference(string Ecosystem, string Name, IReadOnlyList<string> Before, IReadOnlyList<string> Now)
{
    /// <summary>Its licences before.</summary>
    public IReadOnlyList<string> LicencesBefore { get; init; } = [];

    /// <summary>Its licences now.</summary>
    public IReadOnlyList<string> LicencesNow { get; init; } = [];

    /// <summary>True when only development needed it before.</summary>
    public bool WasDevelopmentOnly { get; init; }

    /// <summary>True when only development needs it now.</summary>
    public bool IsDevelopmentOnly { get; init; }

    /// <summary>The way on which it comes in now; empty where the files do not tell.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    internal static PackageDifference Of(List<ScannedDependency> before, List<ScannedDependency> now)
    {
        var id = (now.Count > 0 ? now : before)[0].Id;
        return new PackageDifference(id.Ecosystem, id.Name, Versions(before), Versions(now))
        {
            LicencesBefore = Licences(before),
            LicencesNow = Licences(now),
            WasDevelopmentOnly = before.Count > 0 && before.All(d => d.IsDevelopmentOnly),
            IsDevelopmentOnly = now.Count > 0 && now.All(d => d.IsDevelopmentOnly),
            Path = now.Count > 0 ? now[0].Path : [],
        };
    }

    private static List<string> Versions(List<ScannedDependency> of) => [.. of.Select(d => d.Id.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<string> Licences(List<ScannedDependency> of) =>
        [.. of.Select(d => d.Concluded?.Expression ?? NameOf(d.Declared)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string NameOf(DeclaredLicence? declared) =>
        declared is { Text: { } text } ? Spdx.SpdxExpression.Read(text).Expression?.ToString() ?? text : "unknown";
}
