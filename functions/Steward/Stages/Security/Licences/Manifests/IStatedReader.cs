using Steward.Stages.Security.Licences.Locks;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Reads what a manifest without a lock file states: direct dependencies at the versions that stand there.</summary>
internal interface IStatedReader
{
    /// <summary>True for the names of this kind of file (without folder).</summary>
    bool Reads(string fileName);

    /// <summary>Names of files above the manifest, the nearest of each, that state a part of it.</summary>
    IReadOnlyList<string> Above { get; }

    /// <summary>Reads one; never throws on bad input. What has no plain version is left out: the manifest is reported as not locked all the same.</summary>
    /// <param name="content">The manifest.</param>
    /// <param name="above">The files above it, in the order of <see cref="Above"/>; null where there is none.</param>
    LockReading Read(ReadOnlyMemory<byte> content, IReadOnlyList<ReadOnlyMemory<byte>?> above);
}
