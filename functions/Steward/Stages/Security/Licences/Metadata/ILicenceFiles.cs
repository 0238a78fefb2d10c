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

/// <summary>Gives the text of a licence that a package declares as a file inside it (<see cref="LicenceForm.File"/>).</summary>
/// <remarks>
/// Null: the package, or the file in it, is not known here, or is larger than <see cref="LicenceFile.MaxBytes"/>. Errors as of
/// <see cref="ILicenceMetadata"/>.
/// </remarks>
public interface ILicenceFiles
{
    /// <summary>The file that a declaration names, or null.</summary>
    /// <param name="package">The package.</param>
    /// <param name="declared">Its declaration, of the form <see cref="LicenceForm.File"/>.</param>
    /// <param name="cancellation">Stops.</param>
    Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation);
}
