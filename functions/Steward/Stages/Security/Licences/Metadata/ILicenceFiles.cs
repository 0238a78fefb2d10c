using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>A licence file inside a package.</summary>
/// <param name="Name">Its path inside the package.</param>
/// <param name="Bytes">Its bytes, at most <see cref="MaxBytes"/>.</param>
public sealed record LicenceFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most bytes of one file.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>SHA-256 of its bytes.</summary>
    public string Sha256 => Digest.Sha256(Bytes.Span);
}

/// <summary>Gives the licence file of a package: the one that it declares (<see cref="LicenceForm.File"/>), or else the one at its top that is named as such files are.</summary>
/// <remarks>
/// Null: the package, or the file in it, is not known here, or is larger than <see cref="LicenceFile.MaxBytes"/>. Errors as of
/// <see cref="ILicenceMetadata"/>.
/// </remarks>
public interface ILicenceFiles
{
    /// <summary>The file that a declaration names, or the usual one where it names none; or null.</summary>
    /// <param name="package">The package.</param>
    /// <param name="declared">Its declaration; its integrity is what the archive hashes to that may be looked into, null: only what is unpacked already.</param>
    /// <param name="cancellation">Stops.</param>
    Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation);
}
