namespace Steward.Stages.Security.Licences.Boms;

/// <summary>Package URLs (purl specification, ECMA-427): <c>pkg:npm/%40scope/name@1.0.0</c>.</summary>
public static class PackageUrl
{
    /// <summary>The package URL of a dependency, with where it comes from when that is no registry.</summary>
    public static string Of(ScannedDependency dependency)
    {
        var (ecosystem, name, version) = dependency.Id;
        var path = string.Join('/', Name(ecosystem, name).Split('/').Select(Escape));
        return $"pkg:{ecosystem}/{path}@{Escape(version)}{From(dependency.Elsewhere)}";
    }

    private static string Name(string ecosystem, string name) => ecosystem switch
    {
        "maven" => name.Replace(':', '/'),
        "golang" or "composer" or "pypi" => name.ToLowerInvariant(),
        _ => name,
    };

    private static string From(string? elsewhere) => elsewhere switch
    {
        null => "",
        _ when elsewhere.StartsWith("git", StringComparison.Ordinal) => $"?vcs_url={Escape(elsewhere)}",
        _ when elsewhere.StartsWith("http", StringComparison.Ordinal) => $"?download_url={Escape(elsewhere)}",
        _ => "",
    };

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
