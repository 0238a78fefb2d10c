using System.Collections.Concurrent;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Manifests;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Notices;

namespace Steward.Stages.Security.Licences;

/// <summary>Reads lock files and finds out the licence of every package in them.</summary>
/// <param name="metadata">Who knows about packages.</param>
/// <param name="files">Who has the licence files of packages; null: nobody.</param>
public sealed class LicenceScanner(ILicenceMetadata metadata, ILicenceFiles? files = null)
{
    private const int AtOnce = 16;

    /// <summary>Scans. What is wrong with a file or a package stands in the result; nothing hides the others.</summary>
    /// <param name="folder">The files.</param>
    /// <param name="progress">Told after each package, from any thread: how many are done, of how many; null: nobody.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<LicenceScan> ScanAsync(LockFolder folder, Action<int, int>? progress, CancellationToken cancellation)
    {
        var paths = folder.Paths.Where(p => !LockReaders.IsInstalled(p)).Order(StringComparer.Ordinal).ToList();
        var read = await new LockFiles(folder, paths).ReadAsync(cancellation);
        var unlocked = await new UnlockedManifests(folder, paths, read.Gathered.Workspaces).FindAsync(cancellation);
        await new StatedDependencies(folder, paths, read.Gathered).AddAsync(unlocked, cancellation);
        return new LicenceScan
        {
            Files = read.Files,
            Dependencies = await ResolveAsync(read.Gathered.ToList(), progress, cancellation),
            Unlocked = unlocked,
            Texts = await OwnTexts.ReadAsync(folder, paths, cancellation),
            Notices = await OwnNotices.ReadAsync(folder, paths, cancellation),
        };
    }

    private async Task<IReadOnlyList<ScannedDependency>> ResolveAsync(
        IReadOnlyList<ScannedDependency> dependencies, Action<int, int>? progress, CancellationToken cancellation)
    {
        var resolver = new LicenceResolver(metadata, files);
        var resolved = new ConcurrentBag<ScannedDependency>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        var done = 0;
        await Parallel.ForEachAsync(dependencies, options, async (dependency, token) =>
        {
            resolved.Add(await resolver.ResolveAsync(dependency, token));
            progress?.Invoke(Interlocked.Increment(ref done), dependencies.Count);
        });
        return [.. resolved.OrderBy(d => d.Id.ToString(), StringComparer.Ordinal)];
    }
}
