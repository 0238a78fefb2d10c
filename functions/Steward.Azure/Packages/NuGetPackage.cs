using System.IO.Compression;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>A .nupkg: a ZIP archive with its nuspec at the top (Open Packaging Conventions).</summary>
internal static class NuGetPackage
{
    /// <summary>The licence in the nuspec of a package. Invalid when the archive cannot be read or has none.</summary>
    public static DeclaredLicence Read(Stream nupkg, PackageId package)
    {
        try
        {
            using var archive = new ZipArchive(nupkg, ZipArchiveMode.Read, leaveOpen: true);
            var entry = archive.Entries.FirstOrDefault(e => !e.FullName.Contains('/', StringComparison.Ordinal) && e.Name.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase))
                ?? throw StewardException.Invalid($"The package {package} from the registry has no nuspec.");
            using var nuspec = entry.Open();
            return NuspecLicence.Read(nuspec, "registry");
        }
        catch (InvalidDataException broken)
        {
            throw StewardException.Invalid($"The package {package} from the registry is no ZIP archive that can be read.", broken);
        }
    }
}
