using System.Text;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Finds the manifests that name dependencies and that no lock file covers: each is looked at for itself, so no lock file hides another folder.</summary>
/// <param name="folder">The files.</param>
/// <param name="paths">The paths that count.</param>
/// <param name="workspaces">Folders whose dependencies a lock file of another folder pins.</param>
internal sealed class UnlockedManifests(LockFolder folder, IReadOnlyCollection<string> paths, IReadOnlySet<string> workspaces)
{
    private const int MaxFound = 500;
    private const int MaxReads = 2000;
    private const int MaxBytes = 1024 * 1024;
    private readonly HashSet<string> _paths = new(paths, StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _names = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            if (found.Count == MaxFound) break;
            if (ManifestKinds.For(path) is { } kind && !IsCovered(path, kind) && await NamesAsync(path, kind, cancellation)) found.Add(path);
        }

        return found;
    }

    private bool IsCovered(string path, ManifestKind kind)
    {
        var own = FolderPath.Of(path);
        return kind.Locks.Any(name => _paths.Contains(FolderPath.Join(own, name)))
            || (kind.HasWorkspaces && workspaces.Contains(own))
            || kind.LocksAbove.Any(name => Nearest(own, name) is not null);
    }

    private async Task<bool> NamesAsync(string path, ManifestKind kind, CancellationToken cancellation)
    {
        if (await NamesItselfAsync(path, kind, cancellation)) return true;
        foreach (var name in kind.Inherits)
        {
            if (Nearest(FolderPath.Of(path), name) is { } above && await NamesItselfAsync(above, kind, cancellation)) return true;
        }

        return false;
    }

    private async Task<bool> NamesItselfAsync(string path, ManifestKind kind, CancellationToken cancellation)
    {
        if (_names.TryGetValue(path, out var known)) return known;
        // What is not looked at any more counts as naming something.
        return _names[path] = _names.Count >= MaxReads || await ReadAsync(path, cancellation) is not { } text || kind.Names(text);
    }

    private async Task<string?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var bytes = await folder.ReadAsync(path, cancellation);
            return bytes.Length <= MaxBytes ? Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF') : null;
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            return null;
        }
    }

    private string? Nearest(string own, string name) =>
        FolderPath.Upwards(own).Select(at => FolderPath.Join(at, name)).FirstOrDefault(_paths.Contains);
}
