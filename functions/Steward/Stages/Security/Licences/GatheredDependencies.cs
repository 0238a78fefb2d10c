using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Manifests;

namespace Steward.Stages.Security.Licences;

/// <summary>Brings the packages of several lock files together: each package once for each origin and content, with every file that pins it.</summary>
internal sealed class GatheredDependencies
{
    private readonly Dictionary<string, ScannedDependency> _dependencies = new(StringComparer.Ordinal);

    /// <summary>Folders whose dependencies a lock file of another folder pins.</summary>
    public HashSet<string> Workspaces { get; } = new(StringComparer.Ordinal);

    public void Add(string path, LockReading reading, bool isNotLocked = false)
    {
        foreach (var package in reading.Packages) Add(path, package, isNotLocked);
        Workspaces.UnionWith(reading.Workspaces.Select(w => FolderPath.Resolve(FolderPath.Of(path), w)).OfType<string>());
    }

    public IReadOnlyList<ScannedDependency> ToList() => [.. _dependencies.Values];

    private void Add(string path, LockedPackage package, bool isNotLocked)
    {
        var key = $"{KeyOf(package)}\n{package.Elsewhere}\n{package.Integrity}";
        _dependencies[key] = _dependencies.TryGetValue(key, out var before)
            ? before with
            {
                LockFiles = [.. before.LockFiles, path],
                IsDevelopmentOnly = before.IsDevelopmentOnly && package.IsDevelopmentOnly,
                Declared = before.Declared ?? package.Declared,
                IsDirect = Origins.Direct(before.IsDirect, package.IsDirect),
                Path = Origins.Shorter(before.Path, package.Path),
                RequiredBy = Origins.Together(before.RequiredBy, package.RequiredBy),
                IsNotLocked = before.IsNotLocked && isNotLocked,
            }
            : new ScannedDependency(package.Id, [path])
            {
                IsDevelopmentOnly = package.IsDevelopmentOnly,
                Declared = package.Declared,
                Elsewhere = package.Elsewhere,
                Integrity = package.Integrity,
                IsDirect = package.IsDirect,
                Path = package.Path,
                RequiredBy = package.RequiredBy,
                IsNotLocked = isNotLocked,
            };
    }

    // NuGet compares names without regard to case; npm does not.
    private static string KeyOf(LockedPackage package) =>
        package.Id.Ecosystem == "nuget" ? package.Id.ToString().ToLowerInvariant() : package.Id.ToString();
}
