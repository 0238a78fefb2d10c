using System.Text;
using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders.Portable;

namespace Steward.Vault.Restoring.Portable;

/// <summary>A folder that is restored into by what .NET knows on every system. What it does not know (owners, pipes, hard links) is told, not lost silently.</summary>
internal sealed class PortableTarget : IRestoreFolder
{
    private readonly string _root, _path;

    private PortableTarget(string root, string path) => (_root, _path) = (root, path);

    public bool IsEmpty => !Directory.EnumerateFileSystemEntries(_path).Any();

    /// <summary>Opens the target, which a person named.</summary>
    public static PortableTarget Open(string path)
    {
        Directory.CreateDirectory(path);
        return new PortableTarget(path, path);
    }

    public IRestoreFolder Folder(ReadOnlySpan<byte> name, bool replace)
    {
        var path = PathOf(name);
        var there = new DirectoryInfo(path);
        if (there.LinkTarget is not null || File.Exists(path))
        {
            if (!replace) throw new IOException("something else has its name");
            File.Delete(path);
        }

        Directory.CreateDirectory(path);
        return new PortableTarget(_root, path);
    }

    public IContent? Existing(ReadOnlySpan<byte> name) => new FileInfo(PathOf(name)) is { Exists: true, LinkTarget: null } file ? new PortableContent(file.FullName) : null;

    public IRestoreFile NewFile(ReadOnlySpan<byte> name, bool replace) => new PortableTargetFile(PathOf(name), replace);

    public void Make(ReadOnlySpan<byte> name, Entry entry, bool replace, SourceProblems problems)
    {
        if (entry.Kind != EntryKind.SymbolicLink) throw new IOException("this system has no pipes and devices among its files");
        if (replace) Remove(name);
        File.CreateSymbolicLink(PathOf(name), Encoding.UTF8.GetString(entry.Target.Span));
    }

    // Without hard links a further name is a file of its own.
    public void Link(ReadOnlySpan<byte> name, EntryPath first, bool replace)
    {
        var from = Path.Combine(_root, Path.Combine([.. Encoding.UTF8.GetString(first.Bytes.Span).Split('/')]));
        for (var folder = Path.GetDirectoryName(from); folder is not null && folder.Length > _root.Length; folder = Path.GetDirectoryName(folder))
            if (new DirectoryInfo(folder).LinkTarget is not null) throw new IOException("its first name lies behind a link");
        File.Copy(from, PathOf(name), replace);
        File.SetLastWriteTimeUtc(PathOf(name), File.GetLastWriteTimeUtc(from));
    }

    public void Describe(ReadOnlySpan<byte> name, Entry entry, SourceProblems problems) => PortableTargetFile.Describe(PathOf(name), entry);

    public void Describe(Entry entry, SourceProblems problems)
    {
        if (!OperatingSystem.IsWindows() && entry.Mode != 0) File.SetUnixFileMode(_path, (UnixFileMode)(entry.Mode & PortableTargetFile.Permissions));
        Directory.SetLastWriteTimeUtc(_path, PortableTime.Utc(entry.Modified));
    }

    public void Remove(ReadOnlySpan<byte> name)
    {
        var path = PathOf(name);
        if (new DirectoryInfo(path) is { Exists: true, LinkTarget: null } folder) folder.Delete(recursive: false);
        else File.Delete(path);
    }

    public void Dispose()
    {
        // Nothing is held open.
    }

    // One name, and one that this system takes as one: nothing else may come of it than a thing in this folder.
    private string PathOf(ReadOnlySpan<byte> name)
    {
        var text = new UTF8Encoding(false, true).GetString(name);
        if (text.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || (OperatingSystem.IsWindows() && text.AsSpan().TrimEnd(" .").Length != text.Length))
            throw new IOException("this system cannot have such a name");
        return Path.Combine(_path, text);
    }
}
