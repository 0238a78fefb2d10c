namespace Steward.Stages.Security.Licences;

/// <summary>On which way a dependency comes in, for people; where its files do not tell, that is said, with what to ask instead.</summary>
public static class WayText
{
    // Lock files that list packages without who requires them, and what knows it.
    private static readonly (string File, string Asks)[] _silent =
    [
        ("go.mod", "'go mod why -m NAME' tells"), ("gradle.lockfile", "'gradle dependencyInsight --dependency NAME' tells"),
        ("Pipfile.lock", "'pipenv graph --reverse' tells"), ("packages.config", "a project with PackageReference and packages.lock.json would tell"),
    ];

    /// <summary><c>direct</c>, <c>a &gt; b &gt; c</c>, or that it is not known.</summary>
    public static string Of(ScannedDependency dependency) =>
        dependency.IsDirect == true ? "direct"
        : dependency.Path.Count > 1 ? string.Join(" > ", dependency.Path)
        : dependency.IsDirect == false ? $"transitive, not known by whom: {Why(dependency)}"
        : $"not known whether directly or by whom: {Why(dependency)}";

    private static string Why(ScannedDependency dependency)
    {
        if (dependency.LockFiles is not [var first, ..]) return "no file tells";
        var name = first[(first.LastIndexOf('/') + 1)..];
        var asks = _silent.FirstOrDefault(s => name.EndsWith(s.File, StringComparison.Ordinal)).Asks;
        return $"{first} does not say it{(asks is null ? "" : $"; {asks.Replace("NAME", dependency.Id.Name, StringComparison.Ordinal)}")}";
    }
}
