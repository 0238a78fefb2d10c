using System.Text.RegularExpressions;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>
/// Gathers the packages of one lock file: each once for each origin and content, with the first problem met. Needed in earnest once is needed
/// in earnest.
/// </summary>
internal sealed partial class LockedPackages
{
    private readonly Dictionary<(PackageId Id, string? Elsewhere, string? Integrity), LockedPackage> _packages = [];
    private string? _problem;

    /// <summary>Adds a package; one that was added before is development-only when both are.</summary>
    public void Add(LockedPackage package)
    {
        if (!PackageNames.IsPackage(package.Id))
        {
            Problem($"'{Texts.Clip(package.Id.Name, 80)}' at version '{Texts.Clip(package.Id.Version, 80)}' is not a package.");
            return;
        }

        if (_packages.Count >= LockReaders.MaxPackages)
        {
            Problem($"The lock file has more than {LockReaders.MaxPackages} packages.");
            return;
        }

        // Addresses of repositories carry passwords now and then; what is read here goes into the ledger.
        if (package.Elsewhere is { } place) package = package with { Elsewhere = Credentials().Replace(place, "${scheme}") };
        var key = (package.Id, package.Elsewhere, package.Integrity);
        _packages[key] = _packages.TryGetValue(key, out var before) ? Both(before, package) : package;
    }

    /// <summary>Notes a problem; the first one is told.</summary>
    public void Problem(string sentence) => _problem ??= sentence;

    /// <summary>What was read.</summary>
    public LockReading ToReading() => new([.. _packages.Values], _problem);

    [GeneratedRegex("(?<scheme>https?://)[^/@ ]*@", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Credentials();

    private static LockedPackage Both(LockedPackage before, LockedPackage next) => before with
    {
        IsDevelopmentOnly = before.IsDevelopmentOnly && next.IsDevelopmentOnly,
        Declared = before.Declared ?? next.Declared,
        IsDirect = Origins.Direct(before.IsDirect, next.IsDirect),
        Path = Origins.Shorter(before.Path, next.Path),
        RequiredBy = Origins.Together(before.RequiredBy, next.RequiredBy),
    };
}
