using Steward.Kernel;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences;

/// <summary>
/// Finds out the licence of a dependency. What a lock file says stays a hint until a source confirms or corrects it.
/// </summary>
internal sealed class LicenceResolver(ILicenceMetadata metadata, ILicenceFiles? files)
{
    public async Task<ScannedDependency> ResolveAsync(ScannedDependency dependency, CancellationToken cancellation)
    {
        if (dependency.Elsewhere is not null) return dependency;
        try
        {
            var bound = await metadata.FindAsync(dependency.Id, cancellation) is { } found
                ? Bind(dependency, found) : dependency with { Problem = "No package source knows it" };
            return bound with { Concluded = Conclusion.Of(bound.Declared, await FileOfAsync(bound, cancellation)) };
        }
        catch (StewardException failure)
        {
            return dependency with { Problem = failure.Message, IsUnreachable = failure.IsRetryable };
        }
    }

    private async Task<LicenceFile?> FileOfAsync(ScannedDependency dependency, CancellationToken cancellation) =>
        files is not null && dependency.Declared is { IsConfirmed: true } declared ? await files.FindAsync(dependency.Id, declared, cancellation) : null;

    // What a source says is about the package that it publishes; the lock file may pin another one under the same name.
    private static ScannedDependency Bind(ScannedDependency dependency, DeclaredLicence found)
    {
        if (dependency is { Integrity: not null, Id.Ecosystem: "pypi" } && found is { Integrity: null, Source: DeclaredLicence.Cache })
            return dependency with { Declared = found with { Source = DeclaredLicence.Unproven }, Problem = "it is installed here, but of which archive nobody knows, and its lock file pins one" };
        if (dependency.Integrity is { } pinned && !ArchiveIntegrity.Confirms(found.Integrity, pinned))
            return dependency with { Declared = null, Problem = $"its lock file pins {Texts.Clip(pinned, 30)}, which is not what the {found.Source} publishes as {dependency.Id}" };
        return dependency with { Declared = found with { Integrity = null } };
    }
}
