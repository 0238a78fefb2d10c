using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>
/// Gathers the packages of one lock file: each once for each origin and content, with the first problem met. Needed in earnest once is needed
/// in earnest.
/// </summary>
internal sealed class LockedPackages
{
    private const int MaxName = 214;
    private const int MaxVersion = 200;
    private readonly Dictionary<(PackageId Id, string? Elsewhere, string? Integrity), LockedPackage> _packages = [];
    private string? _problem;

    /// <summary>Adds a package; one that was added before is development-only when both are.</summary>
    public void Add(LockedPackage package)
    {
        if (!IsName(package.Id) || !IsVersion(package.Id.Version))
        {
            Problem($"'{Texts.Clip(package.Id.Name, 80)}' at version '{Texts.Clip(package.Id.Version, 80)}' is not a package.");
            return;
        }

        if (_packages.Count >= LockReaders.MaxPackages)
        {
            Problem($"The lock file has more than {LockReaders.MaxPackages} packages.");
            return;
        }

        var key = (package.Id, package.Elsewhere, package.Integrity);
        _packages[key] = _packages.TryGetValue(key, out var before)
            ? before with { IsDevelopmentOnly = before.IsDevelopmentOnly && package.IsDevelopmentOnly, Declared = before.Declared ?? package.Declared }
            : package;
    }

    /// <summary>Notes a problem; the first one is told.</summary>
    public void Problem(string sentence) => _problem ??= sentence;

    /// <summary>What was read.</summary>
    public LockReading ToReading() => new([.. _packages.Values], _problem);

    // Names become parts of paths and addresses, so nothing else than names gets through: one folder level, and only for npm's scopes.
    private static bool IsName(PackageId id) =>
        id.Name.Length is > 0 and <= MaxName && id.Name[0] != '.' && id.Name.Count(c => c == '/') == (id.Name[0] == '@' ? 1 : 0)
        && !id.Name.Contains("..", StringComparison.Ordinal)
        && id.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '/' or '~');

    private static bool IsVersion(string version) =>
        version.Length is > 0 and <= MaxVersion && char.IsAsciiLetterOrDigit(version[0])
        && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_');
}
