using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences;

/// <summary>What was found at a commit: the payload of <c>licences.scanned</c>. It holds facts; the policy judges them.</summary>
public sealed record LicenceScan
{
    /// <summary>The lock files by path.</summary>
    public required IReadOnlyList<ScannedFile> Files { get; init; }

    /// <summary>The dependencies of all lock files, each once, by ecosystem, name and version.</summary>
    public required IReadOnlyList<ScannedDependency> Dependencies { get; init; }

    /// <summary>Where there is no lock file at all: files that name dependencies without pinning them, at most 20.</summary>
    public IReadOnlyList<string> Unlocked { get; init; } = [];
}

/// <summary>A lock file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Ecosystem">Its ecosystem, or null for a kind that cannot be read yet.</param>
/// <param name="Packages">How many packages were read.</param>
/// <param name="Problem">Why it, or a part of it, could not be read; null otherwise.</param>
public sealed record ScannedFile(string Path, string? Ecosystem, int Packages, string? Problem);

/// <summary>A dependency and what is known about its licence.</summary>
/// <param name="Id">The package.</param>
/// <param name="LockFiles">The lock files that pin it, by path.</param>
public sealed record ScannedDependency(PackageId Id, IReadOnlyList<string> LockFiles)
{
    /// <summary>True when every lock file says that only development needs it.</summary>
    public bool IsDevelopmentOnly { get; init; }

    /// <summary>What it declares; null when nobody knows the package or nobody answered.</summary>
    public DeclaredLicence? Declared { get; init; }

    /// <summary>Where it comes from when that is not a registry.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>Why it could not be found out; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>True when trying again may help: a registry did not answer.</summary>
    public bool IsUnreachable { get; init; }
}
