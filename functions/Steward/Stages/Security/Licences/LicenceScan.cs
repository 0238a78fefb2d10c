using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences;

/// <summary>What was found at a commit: the payload of <c>licences.scanned</c>. It holds facts; the policy judges them.</summary>
public sealed record LicenceScan
{
    /// <summary>The lock files by path.</summary>
    public required IReadOnlyList<ScannedFile> Files { get; init; }

    /// <summary>The dependencies of all lock files, each once, by ecosystem, name and version.</summary>
    public required IReadOnlyList<ScannedDependency> Dependencies { get; init; }

    /// <summary>Files that name dependencies and that no lock file covers, at most 500.</summary>
    public IReadOnlyList<string> Unlocked { get; init; } = [];

    /// <summary>The product's own files that exist for a licence, by path, at most 100.</summary>
    public IReadOnlyList<ScannedText> Texts { get; init; } = [];

    /// <summary>Its other files about which a rule by path says something, with the licences that stand in them.</summary>
    public ScannedHeaders Headers { get; init; } = ScannedHeaders.None;

    /// <summary>The product's files of notices, at most 10.</summary>
    public IReadOnlyList<ScannedNotice> Notices { get; init; } = [];

    /// <summary>The lock files and the manifests without one.</summary>
    internal IEnumerable<string> Paths => Files.Select(f => f.Path).Concat(Unlocked);

    /// <summary>The scan without some files, and without what only they pin.</summary>
    internal LicenceScan Without(Func<string, bool> isIgnored) => this with
    {
        Files = [.. Files.Where(f => !isIgnored(f.Path))],
        Unlocked = [.. Unlocked.Where(path => !isIgnored(path))],
        Dependencies = [.. Dependencies.Where(d => !d.LockFiles.All(isIgnored))],
    };
}

/// <summary>A lock file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Ecosystem">Its ecosystem, or null for a kind that cannot be read yet.</param>
/// <param name="Packages">How many packages were read.</param>
/// <param name="Problem">Why it, or a part of it, could not be read; null otherwise.</param>
public sealed record ScannedFile(string Path, string? Ecosystem, int Packages, string? Problem);

/// <summary>A file of the product's own that exists for a licence: <c>LICENSE</c>, <c>vendor/x/COPYING</c>.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Concluded">What its text is; null when it could not be read.</param>
/// <param name="Problem">Why it could not be read; null otherwise.</param>
public sealed record ScannedText(string Path, ConcludedLicence? Concluded, string? Problem);

/// <summary>A file of notices.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Packages">The lines in it that name a package, in order, as <see cref="Notices.NoticeText"/> writes them.</param>
public sealed record ScannedNotice(string Path, IReadOnlyList<string> Packages);

/// <summary>A dependency and what is known about its licence.</summary>
/// <param name="Id">The package.</param>
/// <param name="LockFiles">The lock files that pin it, by path; the manifest where none does.</param>
public sealed record ScannedDependency(PackageId Id, IReadOnlyList<string> LockFiles)
{
    /// <summary>True when the product names it itself, false when only other packages need it; null when no lock file tells, and in scans of before.</summary>
    public bool? IsDirect { get; init; }

    /// <summary>
    /// The shortest way from a dependency that the product names to this one, both included, by names: at most 12, of longer ones the middle is
    /// left out and marked by an ellipsis. Empty when no lock file tells.
    /// </summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Packages that require it, as <c>name@version</c>, at most 8.</summary>
    public IReadOnlyList<string> RequiredBy { get; init; } = [];

    /// <summary>True when no lock file pins it: a manifest states the version, and other versions may be what is built from.</summary>
    public bool IsNotLocked { get; init; }

    /// <summary>True when every lock file says that only development needs it.</summary>
    public bool IsDevelopmentOnly { get; init; }

    /// <summary>What it declares; of source "lock file" when nobody else knows the package or nobody answered; null when nobody says anything.</summary>
    public DeclaredLicence? Declared { get; init; }

    /// <summary>What its licence is, read from the declaration or from its licence file; null when nothing could be concluded, and in scans of before.</summary>
    public ConcludedLicence? Concluded { get; init; }

    /// <summary>Where it comes from when that is not a registry.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>What its archive must hash to, as the lock files say (W3C Subresource Integrity); null when they do not.</summary>
    public string? Integrity { get; init; }

    /// <summary>Why it could not be found out; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>True when trying again may help: a registry did not answer.</summary>
    public bool IsUnreachable { get; init; }
}
