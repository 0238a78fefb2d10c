using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Security.Licences.Locks;

namespace Steward.Stages.Security.Licences;

/// <summary>The files among which lock files are looked for: a tree of a repository or a folder of this machine.</summary>
/// <param name="Paths">All paths, with forward slashes.</param>
/// <param name="ReadAsync">The bytes of one; Invalid when there are too many.</param>
public sealed record LockFolder(IReadOnlyList<string> Paths, Func<string, CancellationToken, Task<byte[]>> ReadAsync)
{
    /// <summary>The files of a tree.</summary>
    public static LockFolder Of(ISource source, IReadOnlyList<TreeEntry> tree)
    {
        var blobs = tree.Where(e => e.Kind is EntryKind.File or EntryKind.Executable).ToDictionary(e => e.Path, e => e.Blob, StringComparer.Ordinal);
        return new LockFolder([.. blobs.Keys], (path, cancellation) => source.ReadBlobAsync(blobs[path], LockReaders.MaxBytes, path, cancellation));
    }

    /// <summary>The files of a folder, symbolic links and folders of installed packages left out. NotFound when there is no such folder.</summary>
    public static LockFolder Of(string folder)
    {
        if (!Directory.Exists(folder)) throw StewardException.NotFound($"There is no folder {folder}.");
        var open = new Queue<string>([folder]);
        var paths = new List<string>();
        while (open.TryDequeue(out var next))
        {
            foreach (var entry in new DirectoryInfo(next).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                if (entry.LinkTarget is not null) continue;
                if (entry is DirectoryInfo inner && inner.Name is not ("node_modules" or ".git")) open.Enqueue(inner.FullName);
                if (entry is FileInfo) paths.Add(Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/'));
            }
        }

        return new LockFolder(paths, (path, cancellation) => ReadFileAsync(Path.Combine(folder, path), path, cancellation));
    }

    private static async Task<byte[]> ReadFileAsync(string file, string path, CancellationToken cancellation) =>
        new FileInfo(file).Length <= LockReaders.MaxBytes
            ? await File.ReadAllBytesAsync(file, cancellation)
            : throw StewardException.Invalid($"{path} has more than {LockReaders.MaxBytes} bytes, which is the limit here.");
}
