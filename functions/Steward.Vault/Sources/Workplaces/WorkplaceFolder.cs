using Steward.Kernel;
using Steward.Vault.Sources.Workplaces.Work;

namespace Steward.Vault.Sources.Workplaces;

/// <summary>A restored snapshot of a working environment.</summary>
public static class WorkplaceFolder
{
    /// <summary>The repositories that it has, with where each lies.</summary>
    public static IReadOnlyDictionary<string, string> Repositories(string folder)
    {
        var all = Path.Combine(folder, WorkplaceSource.Repositories);
        return (Directory.Exists(all) ? Directory.GetDirectories(all) : []).ToDictionary(d => Json.Read<WorkState>(File.ReadAllBytes(Path.Combine(d, WorkplaceSource.StateFile))).Path, d => d, StringComparer.Ordinal);
    }

    /// <summary>Puts the work of a repository back, and says what could not be. NotFound when the snapshot does not have it; otherwise as <see cref="WorkReturn"/> says.</summary>
    /// <param name="folder">The restored folder.</param>
    /// <param name="repository">The repository by its path.</param>
    /// <param name="target">A clone, or an empty folder.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<string>> ReturnAsync(string folder, string repository, string target, CancellationToken cancellation)
    {
        var known = Repositories(folder);
        if (!known.TryGetValue(repository, out var kept)) throw StewardException.NotFound($"The snapshot has no repository '{Texts.Clip(repository, 200)}'; it has {Texts.Some([.. known.Keys], 10)}.");
        var state = Json.Read<WorkState>(await File.ReadAllBytesAsync(Path.Combine(kept, WorkplaceSource.StateFile), cancellation));
        return await new WorkReturn(state, Path.Combine(kept, WorkplaceSource.BundleFile), target).RunAsync(cancellation);
    }
}
