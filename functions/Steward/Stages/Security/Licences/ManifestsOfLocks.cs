using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Manifests;

namespace Steward.Stages.Security.Licences;

/// <summary>Finds the manifests that belong to a lock file: in its folder, and for some kinds below it, where no other lock file of the kind is nearer.</summary>
/// <param name="folder">The files.</param>
/// <param name="paths">The paths that count.</param>
/// <param name="locks">The lock files.</param>
internal sealed class ManifestsOfLocks(LockFolder folder, IReadOnlyList<string> paths, IReadOnlyList<string> locks)
{
    private const string Below = "**/";
    private const int MaxFiles = 1000;
    private const int MaxBytes = 8 * 1024 * 1024;
    private readonly ILookup<string, string> _byName = paths.ToLookup(p => p[(p.LastIndexOf('/') + 1)..], StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadAsync(string lockFile, ILockReader reader, CancellationToken cancellation)
    {
        var own = FolderPath.Of(lockFile);
        var found = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var path in reader.Manifests.SelectMany(m => Find(own, m, lockFile)).Take(MaxFiles))
        {
            if (await ReadAsync(path, cancellation) is { } bytes) found[own.Length == 0 ? path : path[(own.Length + 1)..]] = bytes;
        }

        return found;
    }

    private IEnumerable<string> Find(string own, string manifest, string lockFile)
    {
        if (!manifest.StartsWith(Below, StringComparison.Ordinal)) return _byName[manifest].Where(p => FolderPath.Of(p) == own);
        var name = lockFile[(lockFile.LastIndexOf('/') + 1)..];
        var nearer = locks.Where(l => l != lockFile && l.EndsWith("/" + name, StringComparison.Ordinal)).Select(FolderPath.Of).ToHashSet(StringComparer.Ordinal);
        return _byName[manifest[Below.Length..]].Where(p => IsBelow(p, own)
            && !FolderPath.Upwards(FolderPath.Of(p)).TakeWhile(f => f != own).Any(nearer.Contains));
    }

    private static bool IsBelow(string path, string own) => own.Length == 0 || path.StartsWith(own + "/", StringComparison.Ordinal);

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var bytes = await folder.ReadAsync(path, cancellation);
            return bytes.Length <= MaxBytes ? bytes : default(ReadOnlyMemory<byte>?);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            // It is too large: the lock file is read without it, and then nothing is called direct or development-only by it.
            return null;
        }
    }
}
