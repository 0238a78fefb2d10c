using Steward.Stages.Security.Licences.Locks;

namespace Steward.Stages.Security.Licences;

/// <summary>Brings the packages of several lock files together: each package once, with every file that pins it.</summary>
internal sealed class GatheredDependencies
{
    private readonly Dictionary<string, ScannedDependency> _dependencies = new(StringComparer.Ordinal);

    public void Add(string path, LockedPackage package)
    {
        var key = $"{KeyOf(package)}\n{package.Elsewhere}";
        _dependencies[key] = _dependencies.TryGetValue(key, out var before)
            ? before with
            {
                LockFiles = [.. before.LockFiles, path],
                IsDevelopmentOnly = before.IsDevelopmentOnly && package.IsDevelopmentOnly,
                Declared = before.Declared ?? package.Declared,
            }
            : new ScannedDependency(package.Id, [path])
            {
                IsDevelopmentOnly = package.IsDevelopmentOnly,
                Declared = package.Declared,
                Elsewhere = package.Elsewhere,
            };
    }

    public IReadOnlyList<ScannedDependency> ToList() => [.. _dependencies.Values];

    // NuGet compares names without regard to case; npm does not.
    private static string KeyOf(LockedPackage package) =>
        package.Id.Ecosystem == "nuget" ? package.Id.ToString().ToLowerInvariant() : package.Id.ToString();
}
