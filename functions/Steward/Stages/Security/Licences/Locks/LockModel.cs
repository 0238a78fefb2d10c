using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>A package that a lock file pins.</summary>
/// <param name="Id">The package.</param>
public sealed record LockedPackage(PackageId Id)
{
    /// <summary>True when the lock file says that only development needs it.</summary>
    public bool IsDevelopmentOnly { get; init; }

    /// <summary>What the lock file itself says about the licence, or null. A hint: whoever pushes can write it.</summary>
    public DeclaredLicence? Declared { get; init; }

    /// <summary>What its archive must hash to (W3C Subresource Integrity); null when the lock file does not say.</summary>
    public string? Integrity { get; init; }

    /// <summary>
    /// Where it comes from when that is not the registry: <c>git+ssh://...</c>, an address, a file. Registries are not asked then: what
    /// they have under that name may be something else.
    /// </summary>
    public string? Elsewhere { get; init; }
}

/// <summary>What reading a lock file gave.</summary>
/// <param name="Packages">What could be read.</param>
/// <param name="Problem">One sentence when the file, or a part of it, could not be read; null otherwise. A file with a problem never passes.</param>
public sealed record LockReading(IReadOnlyList<LockedPackage> Packages, string? Problem)
{
    /// <summary>A file that could not be read.</summary>
    public static LockReading Broken(string problem) => new([], problem);

    /// <summary>Folders of the product, from the lock file's own, whose dependencies it pins as well: npm's workspaces.</summary>
    public IReadOnlyList<string> Workspaces { get; init; } = [];
}

/// <summary>Reads one kind of lock file.</summary>
public interface ILockReader
{
    /// <summary>The ecosystem: <c>nuget</c>, <c>npm</c>.</summary>
    string Ecosystem { get; }

    /// <summary>True for the names of this kind of file (without folder).</summary>
    bool Reads(string fileName);

    /// <summary>Reads the bytes of a file; never throws on bad input.</summary>
    LockReading Read(ReadOnlyMemory<byte> content);
}
