using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Native;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders.Linux;

namespace Steward.Vault.Restoring.Linux;

/// <summary>A folder of Linux that is restored into, by its own calls: each below an open folder, none through a link.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxTarget : IRestoreFolder
{
    private const uint Readable = 0x1ED; // 0755, as a folder of nobody's
    private const uint OwnerOnly = 0x1C0; // 0700 until its own attributes come

    private readonly SafeFileHandle _root, _folder;
    private readonly LinuxDescriber _describer;

    private LinuxTarget(SafeFileHandle root, SafeFileHandle folder, LinuxDescriber describer) => (_root, _folder, _describer) = (root, folder, describer);

    public bool IsEmpty
    {
        get
        {
            using var folder = LinuxFiles.OpenAt(_folder, "."u8, OpenFlags.Folder);
            return LinuxFolder.Read(folder).Count == 0;
        }
    }

    /// <summary>Opens the target, which a person named: it is made when it is not there.</summary>
    public static LinuxTarget Open(string path, string? within)
    {
        if (within is null) Directory.CreateDirectory(path);
        var root = within is null ? LinuxFiles.Open(path, OpenFlags.Folder) : OpenBelow(within, Path.GetRelativePath(within, path));
        return new LinuxTarget(root, root, new LinuxDescriber());
    }

    public IRestoreFolder Folder(ReadOnlySpan<byte> name, bool replace)
    {
        fixed (byte* bytes = LinuxFiles.Terminated(name))
        {
            if (Libc.MakeFolder(_folder, bytes, OwnerOnly) == 0) return Opened(name);
            var failed = LinuxCalls.Failed("make the folder");
            if (failed.Number != LinuxError.Exists) throw LinuxCalls.Told(failed);
            if ((LinuxFiles.Stat(_folder, name).Mode & 0xF000) == LinuxStat.TypeFolder) return Opened(name);
            if (!replace) throw failed;
            Remove(name);
            return Libc.MakeFolder(_folder, bytes, OwnerOnly) == 0 ? Opened(name) : throw LinuxCalls.Told(LinuxCalls.Failed("make the folder"));
        }
    }

    public IContent? Existing(ReadOnlySpan<byte> name)
    {
        try
        {
            var stat = LinuxFiles.Stat(_folder, name);
            return stat.Type == LinuxStat.TypeFile ? LinuxContent.Open(_folder, new EntryPath(name.ToArray()), stat.Inode, stat.FileSystem) : null;
        }
        catch (LinuxError none) when (none.Number == LinuxError.NoEntry)
        {
            return null;
        }
    }

    public IRestoreFile NewFile(ReadOnlySpan<byte> name, bool replace) => LinuxTargetFile.Begin(_folder, name, replace, _describer);

    public void Make(ReadOnlySpan<byte> name, Entry entry, bool replace, SourceProblems problems)
    {
        if (replace) Remove(name);
        fixed (byte* bytes = LinuxFiles.Terminated(name), target = LinuxFiles.Terminated(entry.Target.Span))
        {
            var type = entry.Kind switch { EntryKind.Pipe => LinuxStat.TypePipe, EntryKind.CharacterDevice => LinuxStat.TypeCharacter, _ => LinuxStat.TypeBlock };
            var made = entry.Kind == EntryKind.SymbolicLink ? Libc.MakeLink(target, _folder, bytes) : Libc.MakeNode(_folder, bytes, (uint)type | 0x180, entry.Device);
            if (made != 0) throw LinuxCalls.Told(LinuxCalls.Failed("make it"));
        }

        _describer.Named(_folder, name, entry, problems);
    }

    public void Link(ReadOnlySpan<byte> name, EntryPath first, bool replace)
    {
        var path = first.Bytes.Span;
        var cut = path.LastIndexOf((byte)'/');
        using var from = LinuxFiles.OpenFolder(_root, cut < 0 ? [] : path[..cut]);
        if (replace) Remove(name);
        fixed (byte* known = LinuxFiles.Terminated(path[(cut + 1)..]), added = LinuxFiles.Terminated(name))
            if (Libc.Link(from, known, _folder, added, 0) != 0) throw LinuxCalls.Told(LinuxCalls.Failed("make a hard link"));
    }

    public void Describe(ReadOnlySpan<byte> name, Entry entry, SourceProblems problems)
    {
        using var file = LinuxFiles.OpenAt(_folder, name, OpenFlags.NonBlocking);
        _describer.Open(file, entry, problems);
    }

    public void Describe(Entry entry, SourceProblems problems) => _describer.Open(_folder, entry, problems);

    public void Remove(ReadOnlySpan<byte> name) => LinuxCalls.Remove(_folder, name);

    public void Dispose() => _folder.Dispose();

    // Whoever owns the outer folder may put links into it at any time: name by name, none is followed.
    private static SafeFileHandle OpenBelow(string within, string below)
    {
        var at = LinuxFiles.Open(within, OpenFlags.Folder);
        foreach (var name in below.Split('/').Select(System.Text.Encoding.UTF8.GetBytes))
        {
            using var above = at;
            if (name.AsSpan().SequenceEqual(".."u8)) throw StewardException.Invalid($"The target does not lie in '{within}'.");
            fixed (byte* bytes = LinuxFiles.Terminated(name))
                if (Libc.MakeFolder(above, bytes, Readable) != 0 && LinuxCalls.Failed("make the folder") is { Number: not LinuxError.Exists } failed) throw LinuxCalls.Told(failed);
            at = LinuxFiles.OpenAt(above, name, OpenFlags.Folder);
        }

        return at;
    }

    private LinuxTarget Opened(ReadOnlySpan<byte> name) => new(_root, LinuxFiles.OpenAt(_folder, name, OpenFlags.Folder), _describer);
}
