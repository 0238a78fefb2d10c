using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Manifests;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences;

/// <summary>Reads lock files and finds out the licence of every package in them.</summary>
/// <param name="metadata">Who knows about packages.</param>
public sealed class LicenceScanner(ILicenceMetadata metadata)
{
    private const int MaxFiles = 500;
    private const int AtOnce = 16;

    /// <summary>Scans. What is wrong with a file or a package stands in the result; nothing hides the others.</summary>
    /// <param name="folder">The files.</param>
    /// <param name="progress">Told after each package, from any thread: how many are done, of how many; null: nobody.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<LicenceScan> ScanAsync(LockFolder folder, Action<int, int>? progress, CancellationToken cancellation)
    {
        var paths = folder.Paths.Where(p => !LockReaders.IsInstalled(p)).Order(StringComparer.Ordinal).ToList();
        var locks = paths.Where(p => LockReaders.For(p) is not null || LockReaders.IsUnread(p)).ToList();
        if (locks.Count > MaxFiles) throw StewardException.Invalid($"There are {locks.Count} lock files; at most {MaxFiles} are read.");
        var gathered = new GatheredDependencies();
        var files = new List<ScannedFile>();
        foreach (var path in locks) files.Add(await ReadAsync(folder, path, gathered, cancellation));
        return new LicenceScan
        {
            Files = files,
            Dependencies = await ResolveAsync(gathered.ToList(), progress, cancellation),
            Unlocked = await new UnlockedManifests(folder, paths, gathered.Workspaces).FindAsync(cancellation),
        };
    }

    private static async Task<ScannedFile> ReadAsync(
        LockFolder folder, string path, GatheredDependencies gathered, CancellationToken cancellation)
    {
        if (LockReaders.For(path) is not { } reader) return new ScannedFile(path, null, 0, "This kind of lock file cannot be read yet.");
        try
        {
            var reading = reader.Read(await folder.ReadAsync(path, cancellation));
            gathered.Add(path, reading);
            return new ScannedFile(path, reader.Ecosystem, reading.Packages.Count, reading.Problem);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            return new ScannedFile(path, reader.Ecosystem, 0, failure.Message);
        }
    }

    private async Task<IReadOnlyList<ScannedDependency>> ResolveAsync(
        IReadOnlyList<ScannedDependency> dependencies, Action<int, int>? progress, CancellationToken cancellation)
    {
        var resolver = new LicenceResolver(metadata);
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
