using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>A ledger in a folder: what <c>steward ledger export</c> writes and anybody can verify.</summary>
/// <param name="folder">The folder, as a full path.</param>
public sealed class FolderTiles(string folder) : ITileReader, ITileWriter
{
    // A full bundle of the largest entries; nothing else in the layout is larger.
    private const long MaxBytes = (long)TilePath.FullWidth * (EntryBundle.MaxEntry + sizeof(ushort));

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(FileOf(path));
        if (!file.Exists) return null;
        var limit = path == TilePath.Checkpoint ? CheckpointNote.MaxBytes : MaxBytes;
        if (file.Length > limit) throw StewardException.Invalid($"{path} has {file.Length} bytes; no such file of a ledger has more than {limit}.");
        return await File.ReadAllBytesAsync(file.FullName, cancellation);
    }

    /// <summary>Writes a file as a whole, in the place of what was there.</summary>
    public async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var file = FileOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var aside = file + ".part";
        await File.WriteAllBytesAsync(aside, bytes, cancellation);
        File.Move(aside, file, overwrite: true);
    }

    /// <summary>True when something is at a path.</summary>
    internal bool Has(string path) => File.Exists(FileOf(path));

    /// <summary>Removes a file, and its folder when that is empty then.</summary>
    internal void Remove(string path)
    {
        var file = FileOf(path);
        File.Delete(file);
        var parent = Path.GetDirectoryName(file)!;
        if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any()) Directory.Delete(parent);
    }

    private string FileOf(string path) => Path.Combine(folder, Path.Combine(path.Split('/')));
}
