using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Native;

namespace Steward.Vault.Sources.Folders.Linux;

/// <summary>
/// The content of a file, up to the length that it has when it is opened; holes are found by SEEK_DATA and SEEK_HOLE. What is told of it afterwards is what it was at the
/// beginning, so that the next backup reads it again when it changed meanwhile.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxContent : IContent
{
    private const int NoAccessTime = 0x40000;
    private const int MaxPath = 4_000;

    private readonly SafeFileHandle _file;
    private readonly LinuxStat _before;
    private readonly List<Hole> _holes = [];
    private long _at, _dataEnd, _end;

    private LinuxContent(SafeFileHandle file, LinuxStat before)
    {
        (_file, _before, _end) = (file, before, before.Size);
        _dataEnd = before.MayHaveHoles ? 0 : before.Size;
    }

    public IReadOnlyList<Hole> Holes => _holes;

    public string? Changed { get; private set; }

    /// <summary>Opens it; an error when what stands there is no longer what was listed.</summary>
    public static LinuxContent Open(SafeFileHandle root, EntryPath path, ulong inode, ulong fileSystem)
    {
        var file = OpenFile(root, path);
        try
        {
            var stat = LinuxFiles.Stat(file);
            if (stat.Inode != inode || stat.FileSystem != fileSystem) throw new IOException("Another file has taken its place meanwhile.");
            return new LinuxContent(file, stat);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public int Read(Span<byte> into)
    {
        if (_at == _dataEnd && !NextData()) return 0;
        var read = LinuxFiles.Read(_file, into[..(int)Math.Min(into.Length, _dataEnd - _at)]);
        _at += read;
        if (read == 0) Shrunk();
        else if (_at >= _end) Compare();
        return read;
    }

    public Entry Complete(Entry entry) => entry with { Size = _at, Modified = _before.Modified, Changed = _before.Changed, Inode = _before.Inode };

    public void Dispose() => _file.Dispose();

    private bool NextData()
    {
        if (_at >= _end) return false;
        var data = Libc.Seek(_file, _at, Libc.SeekData);
        // No data any more (ENXIO): a hole up to the end.
        if (data < 0 || data > _end) data = _end;
        if (data > _at) _holes.Add(new Hole(_at, data - _at));
        _at = data;
        if (_at == _end)
        {
            Compare();
            return false;
        }

        var hole = Libc.Seek(_file, _at, Libc.SeekHole);
        _dataEnd = hole <= _at || hole > _end ? _end : hole;
        return Libc.Seek(_file, _at, 0) == _at ? true : throw LinuxError.Last("seek");
    }

    private void Shrunk()
    {
        _dataEnd = _end = _at;
        Changed = $"was {Texts.Count(_before.Size, "byte")} long and ended after {_at}";
    }

    private void Compare()
    {
        var after = LinuxFiles.Stat(_file);
        if (after.Size != _before.Size) Changed = $"was {Texts.Count(_before.Size, "byte")} long and is {after.Size}";
        else if (after.Modified != _before.Modified || after.Changed != _before.Changed) Changed = "was written to";
    }

    // By the whole path where the system takes it: the inode tells whether a folder in it was exchanged for a link meanwhile.
    private static SafeFileHandle OpenFile(SafeFileHandle root, EntryPath path)
    {
        var bytes = path.Bytes.Span;
        if (bytes.Length < MaxPath) return OpenFile(root, bytes);
        var cut = bytes.LastIndexOf((byte)'/');
        using var folder = LinuxFiles.OpenFolder(root, bytes[..cut]);
        return OpenFile(folder, bytes[(cut + 1)..]);
    }

    private static SafeFileHandle OpenFile(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        try
        {
            // Reading for a backup is no access that people ask about.
            return LinuxFiles.OpenAt(folder, name, OpenFlags.NonBlocking | NoAccessTime);
        }
        catch (LinuxError denied) when (denied.Number == LinuxError.NotPermitted)
        {
            return LinuxFiles.OpenAt(folder, name, OpenFlags.NonBlocking);
        }
    }
}
