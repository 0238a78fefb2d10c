using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>Several sources of licence files: the first one that has it answers.</summary>
/// <param name="sources">The sources, nearest first.</param>
internal sealed class LicenceFilesChain(params ILicenceFiles[] sources) : ILicenceFiles
{
    public async Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(package, declared, cancellation) is { } found) return found;
        }

        return null;
    }
}

/// <summary>Asks for the archives of packages whose declaration says all only where their copyright lines are wanted: a thousand archives are much for what nobody reads.</summary>
/// <param name="inner">Who is asked.</param>
/// <param name="copyrights">Whether copyright lines are wanted.</param>
internal sealed class WhereNeeded(ILicenceFiles inner, bool copyrights) : ILicenceFiles
{
    public Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation) =>
        copyrights || declared.Form != LicenceForm.Expression ? inner.FindAsync(package, declared, cancellation) : Task.FromResult<LicenceFile?>(null);
}
