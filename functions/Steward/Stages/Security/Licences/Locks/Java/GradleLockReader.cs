using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Java;

/// <summary>
/// Gradle's <c>gradle.lockfile</c> (and <c>buildscript-gradle.lockfile</c>, the build's own plug-ins): <c>group:name:version=configurations</c>.
/// It does not say what is direct. Development-only is what stands in configurations of tests and of checkers alone.
/// </summary>
internal sealed class GradleLockReader : ILockReader
{
    private const string Build = "buildscript-gradle.lockfile";
    private static readonly string[] Checkers = ["checkstyle", "pmd", "spotbugs", "jacoco", "ktlint", "detekt", "codenarc", "errorprone", "spotless"];

    public string Ecosystem => MavenNames.Ecosystem;

    public bool Reads(string fileName) => fileName is "gradle.lockfile" or Build;

    public LockReading Read(LockInput input)
    {
        var packages = new LockedPackages();
        var isWhole = false;
        foreach (var line in LockLines.Of(input.Content, packages.Problem))
        {
            isWhole |= line.Text.StartsWith("empty=", StringComparison.Ordinal);
            if (line.Text[0] == '#' || line.Text.StartsWith("empty=", StringComparison.Ordinal)) continue;
            if (LockLines.IsConflict(line)) packages.Problem($"Line {line.Number}: git's marker of a conflict. Resolve it, and lock again.");
            else if (line.Text.Split('=', 2) is [var module, var configurations] && module.Split(':') is [var group, var name, var version])
                packages.Add(new LockedPackage(new PackageId(Ecosystem, $"{group}:{name}", version)) { IsDevelopmentOnly = IsDevelopment(configurations) });
            else packages.Problem(LockLines.Unreadable(line, "group:name:version=configurations"));
        }

        if (!isWhole) packages.Problem("The last line, 'empty=', is missing; the file was cut off. Lock again.");
        return packages.ToReading();
    }

    private static bool IsDevelopment(string configurations)
    {
        var names = configurations.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && names.All(n =>
            n.StartsWith("test", StringComparison.Ordinal) || n.Contains("Test", StringComparison.Ordinal)
            || Checkers.Any(c => n.StartsWith(c, StringComparison.OrdinalIgnoreCase)));
    }
}
