using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>A package that a lock file pins.</summary>
/// <param name="Id">The package.</param>
public sealed record LockedPackage(PackageId Id)
{
    /// <summary>True when only development needs it: as the lock file says, or because no shipped dependency leads to it.</summary>
    public bool IsDevelopmentOnly { get; init; }

    /// <summary>What the lock file itself says about the licence, or null. A hint: whoever pushes can write it.</summary>
    public DeclaredLicence? Declared { get; init; }

    /// <summary>What its archive must hash to (W3C Subresource Integrity; all entries hold where it has several archives); null when the lock file does not say.</summary>
    public string? Integrity { get; init; }

    /// <summary>
    /// Where it comes from when that is not the registry: <c>git+ssh://...</c>, an address, a file. Registries are not asked then: what
    /// they have under that name may be something else.
    /// </summary>
    public string? Elsewhere { get; init; }

    /// <summary>True when the product itself names it, false when only other packages need it, null when the files do not tell.</summary>
    public bool? IsDirect { get; init; }

    /// <summary>
    /// A shortest way from a dependency that the product names to this one, both included, as names; at most
    /// <see cref="LockGraph.MaxPath"/> long (of longer ones the middle is left out, marked by an ellipsis). Empty when the files do not tell.
    /// </summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Packages that require it, as <c>name@version</c>, at most <see cref="LockGraph.MaxRequiredBy"/>.</summary>
    public IReadOnlyList<string> RequiredBy { get; init; } = [];
}

/// <summary>What reading a lock file gave.</summary>
/// <param name="Packages">What could be read.</param>
/// <param name="Problem">One sentence when the file, or a part of it, could not be read; null otherwise. A file with a problem never passes.</param>
public sealed record LockReading(IReadOnlyList<LockedPackage> Packages, string? Problem)
{
    /// <summary>A file that could not be read.</summary>
    public static LockReading Broken(string problem) => new([], problem);

    /// <summary>Folders of the product, from the lock file's own, whose dependencies it pins as well: workspaces.</summary>
    public IReadOnlyList<string> Workspaces { get; init; } = [];

    /// <summary>True when it names packages that it does not pin, or leaves out what those that it pins bring: then it is a manifest as well.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Files, from the lock file's folder, that it takes in and that must be read like itself: pip's <c>-r</c>.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];
}

/// <summary>Reads one kind of lock file.</summary>
public interface ILockReader
{
    /// <summary>The ecosystem, as in package URLs (purl types): <c>nuget</c>, <c>npm</c>, <c>pypi</c>, <c>maven</c>, <c>golang</c>, <c>cargo</c>, <c>composer</c>, <c>gem</c>.</summary>
    string Ecosystem { get; }

    /// <summary>
    /// Names of manifests that tell more than the lock file: what is direct, what only development needs. They lie in its folder; with
    /// <c>**/</c> before the name in folders below, too.
    /// </summary>
    IReadOnlyList<string> Manifests => [];

    /// <summary>True for the names of this kind of file (without folder).</summary>
    bool Reads(string fileName);

    /// <summary>Reads a file; never throws on bad input.</summary>
    LockReading Read(LockInput input);

    /// <summary>Reads the bytes of a file without its manifests.</summary>
    sealed LockReading Read(ReadOnlyMemory<byte> content) => Read(new LockInput(content));
}
