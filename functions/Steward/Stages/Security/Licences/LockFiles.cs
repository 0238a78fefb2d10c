using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Manifests;

namespace Steward.Stages.Security.Licences;

/// <summary>Reads every lock file of a folder, with the manifests that belong to it and the files that it takes in.</summary>
/// <param name="folder">The files.</param>
/// <param name="paths">The paths that count, in order.</param>
internal sealed class LockFiles(LockFolder folder, IReadOnlyList<string> paths)
{
    private const int MaxFiles = 500;
    private readonly HashSet<string> _paths = new(paths, StringComparer.Ordinal);
    private readonly GatheredDependencies _gathered = new();
    private readonly List<ScannedFile> _files = [];

    public async Task<(IReadOnlyList<ScannedFile> Files, GatheredDependencies Gathered)> ReadAsync(CancellationToken cancellation)
    {
        var locks = paths.Where(p => LockReaders.For(p) is not null || LockReaders.IsUnread(p)).Where(p => !LockReaders.IsReplaced(p, _paths.Contains)).ToList();
        if (locks.Count > MaxFiles) throw StewardException.Invalid($"There are {locks.Count} lock files; at most {MaxFiles} are read.");
        var beside = new ManifestsOfLocks(folder, paths, locks);
        var open = new Queue<(string Path, ILockReader? Reader)>(locks.Select(l => (l, LockReaders.For(l))));
        var seen = locks.ToHashSet(StringComparer.Ordinal);
        while (open.TryDequeue(out var next))
        {
            foreach (var included in await ReadAsync(next.Path, next.Reader, beside, cancellation))
            {
                if (seen.Add(included)) open.Enqueue((included, next.Reader));
            }

            if (_files.Count > MaxFiles) throw StewardException.Invalid($"Lock files take in more than {MaxFiles} others.");
        }

        return (_files, _gathered);
    }

    private async Task<IEnumerable<string>> ReadAsync(string path, ILockReader? reader, ManifestsOfLocks beside, CancellationToken cancellation)
    {
        if (reader is null)
        {
            _files.Add(new ScannedFile(path, null, 0, "This kind of lock file cannot be read yet."));
            return [];
        }

        try
        {
            var reading = reader.Read(new LockInput(await folder.ReadAsync(path, cancellation)) { Manifests = await beside.ReadAsync(path, reader, cancellation) });
            var includes = reading.Includes.Select(i => (Said: i, Path: FolderPath.Resolve(FolderPath.Of(path), i))).ToList();
            var absent = includes.Find(i => i.Path is null || !_paths.Contains(i.Path));
            _gathered.Add(path, reading);
            // A manifest is named as such, without a lock file; what is taken in under another name would be passed over.
            var problem = reading.Problem ?? (absent.Said is not null ? $"It takes in '{absent.Said}', which is not there."
                : reading.IsIncomplete && ManifestKinds.For(path) is null ? "It names packages without pinning all that they bring." : null);
            _files.Add(new ScannedFile(path, reader.Ecosystem, reading.Packages.Count, problem));
            return includes.Select(i => i.Path).OfType<string>().Where(_paths.Contains);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            _files.Add(new ScannedFile(path, reader.Ecosystem, 0, failure.Message));
            return [];
        }
    }
}
