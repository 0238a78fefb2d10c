using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Native;

namespace Steward.Vault.Sources.Folders.Linux;

/// <summary>Walks a tree in the order of a listing. In memory are the names of the folders that it is in.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxWalk(LinuxContext context, SafeFileHandle root, EntryPath at)
{
    private const int OpenFolders = 64;

    private readonly Stack<LinuxFrame> _folders = [];
    private ulong _fileSystem;

    /// <summary>The root and everything below it.</summary>
    public IEnumerable<SourceEntry> Entries(LinuxStat stat)
    {
        _fileSystem = stat.FileSystem;
        using var above = LinuxFiles.OpenFolder(root, []);
        yield return new SourceEntry(context.Describe(above, "."u8, at, stat, EntryKind.Directory), null);
        if (Enter(new LinuxFrame(root, at, default, context.Rules), null, [])) _folders.Peek().Next = 0;
        while (_folders.TryPeek(out var folder))
        {
            if (folder.Next == folder.Names.Count) Leave();
            else if (Next(folder, folder.Next++) is { } entry)
            {
                yield return entry;
                if (entry.Entry.Kind == EntryKind.Directory) Descend(folder, entry.Entry);
            }
        }
    }

    /// <summary>One file alone.</summary>
    public IEnumerable<SourceEntry> Single(byte[] name, EntryPath path)
    {
        var stat = LinuxFiles.Stat(root, name);
        if (EntryOf(root, name, path, new EntryPath(name), stat) is { } entry) yield return entry;
    }

    private SourceEntry? Next(LinuxFrame folder, int index)
    {
        var name = folder.Names[index];
        var path = folder.Path.Below(name);
        try
        {
            var below = at.Bytes.IsEmpty ? path : folder.Below.Below(name);
            var stat = LinuxFiles.Stat(folder.Handle, name);
            return folder.Rules.LeavesOut(below.Bytes.Span, stat.Type == LinuxStat.TypeFolder) ? null : EntryOf(folder.Handle, name, path, below, stat);
        }
        catch (LinuxError gone) when (gone.Number == LinuxError.NoEntry)
        {
            // Removed since the folder was read: it is not part of this moment.
            return null;
        }
        catch (IOException failure)
        {
            context.Problems.Add($"'{Shown(path)}' is not in the snapshot: {failure.Message}.");
            return null;
        }
    }

    private SourceEntry? EntryOf(SafeFileHandle folder, ReadOnlySpan<byte> name, EntryPath path, EntryPath below, in LinuxStat stat)
    {
        if (stat.Type == LinuxStat.TypeSocket)
        {
            context.Problems.Note($"'{Shown(path)}' is a socket: what listens there makes it anew, so it is left out.");
            return null;
        }

        if (context.IsWithout(stat)) return null;
        var entry = context.Describe(folder, name, path, stat, KindOf(stat));
        if (entry.Kind != EntryKind.File || entry.Size == 0) return new SourceEntry(entry, null);
        var (inode, fileSystem) = (stat.Inode, stat.FileSystem);
        return new SourceEntry(entry, () => LinuxContent.Open(root, below, inode, fileSystem));
    }

    private void Descend(LinuxFrame folder, Entry entry)
    {
        var name = folder.Names[folder.Next - 1];
        if (context.Options.OneFileSystem && LinuxFiles.Stat(folder.Handle, name).FileSystem != _fileSystem) return;
        Enter(new LinuxFrame(root, entry.Path, at.Bytes.IsEmpty ? entry.Path : folder.Below.Below(name), folder.Rules), folder.Handle, name);
    }

    private bool Enter(LinuxFrame folder, SafeFileHandle? above, ReadOnlySpan<byte> name)
    {
        try
        {
            folder.Read(above, name, context);
            _folders.Push(folder);
            if (_folders.Count > OpenFolders) _folders.ElementAt(OpenFolders).Rest();
            return true;
        }
        catch (IOException failure)
        {
            context.Problems.Add($"What is in '{Shown(folder.Path)}' is not in the snapshot: {failure.Message}.");
            folder.Dispose();
            return false;
        }
    }

    private void Leave() => _folders.Pop().Dispose();

    private static string Shown(EntryPath path) => path.Bytes.IsEmpty ? "." : Texts.Clip(path.ToString(), 400);

    private static EntryKind KindOf(in LinuxStat stat) => stat.Type switch
    {
        LinuxStat.TypeFolder => EntryKind.Directory,
        LinuxStat.TypeLink => EntryKind.SymbolicLink,
        LinuxStat.TypePipe => EntryKind.Pipe,
        LinuxStat.TypeCharacter => EntryKind.CharacterDevice,
        LinuxStat.TypeBlock => EntryKind.BlockDevice,
        _ => EntryKind.File,
    };
}
