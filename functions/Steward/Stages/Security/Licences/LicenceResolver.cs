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
            var found = await metadata.FindAsync(dependency.Id, cancellation);
            var bound = found is not null ? Bind(dependency, found) : dependency with { Problem = "No package source knows it" };
            return bound with { Concluded = await ConcludeAsync(bound, found?.Integrity, cancellation) };
        }
        catch (StewardException failure)
        {
            return dependency with { Problem = failure.Message, IsUnreachable = failure.IsRetryable };
        }
    }

    private async Task<ConcludedLicence?> ConcludeAsync(ScannedDependency dependency, string? published, CancellationToken cancellation)
    {
        if (files is null || dependency.Declared is not { IsConfirmed: true } declared) return Conclusion.Of(dependency.Declared, null);
        var isDeclared = declared.Form == LicenceForm.Expression;
        try
        {
            // Only what is handed on needs its copyright lines, so that no archive is fetched for the rest.
            var wanted = declared with { Integrity = isDeclared && dependency.IsDevelopmentOnly ? null : dependency.Integrity ?? published };
            return Conclusion.Of(declared, await files.FindAsync(dependency.Id, wanted, cancellation));
        }
        catch (StewardException failure) when (isDeclared)
        {
            // What is declared counts all the same; what is missing are copyright lines, and that is said.
            return Conclusion.Of(declared, null) is { } concluded ? concluded with { Note = $"its licence file could not be read: {failure.Message}" } : null;
        }
    }

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
