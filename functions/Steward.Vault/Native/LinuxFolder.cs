using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Steward.Vault.Native;

/// <summary>The names in a folder, sorted by their bytes; in one piece of memory, because a folder can hold millions.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxFolder
{
    private const int BufferBytes = 64 << 10;

    // struct linux_dirent64: inode, offset, length of the record, kind, name with a zero behind it.
    private const int RecordLength = 16, Name = 19;

    private readonly List<(int Offset, int Length)> _names = [];
    private byte[] _bytes = new byte[1024];
    private int _used;

    /// <summary>How many.</summary>
    public int Count => _names.Count;

    /// <summary>A name.</summary>
    public ReadOnlySpan<byte> this[int i] => _bytes.AsSpan(_names[i].Offset, _names[i].Length);

    /// <summary>True when a name is there.</summary>
    public bool Has(ReadOnlySpan<byte> name)
    {
        foreach (var (offset, length) in _names)
            if (_bytes.AsSpan(offset, length).SequenceEqual(name)) return true;
        return false;
    }

    /// <summary>Reads an open folder.</summary>
    public static LinuxFolder Read(SafeFileHandle folder)
    {
        var read = new LinuxFolder();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            fixed (byte* bytes = buffer)
            {
                nint length;
                while ((length = Libc.ReadFolder(folder, bytes, BufferBytes)) > 0) read.Take(buffer.AsSpan(0, (int)length));
                if (length < 0) throw LinuxError.Last("read the folder");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var names = read._bytes;
        read._names.Sort((a, b) => names.AsSpan(a.Offset, a.Length).SequenceCompareTo(names.AsSpan(b.Offset, b.Length)));
        return read;
    }

    private void Take(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[RecordLength..]);
            var name = records[Name..length];
            Add(name[..name.IndexOf((byte)0)]);
            records = records[length..];
        }
    }

    private void Add(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)) return;
        if (_used + name.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + name.Length));
        name.CopyTo(_bytes.AsSpan(_used));
        _names.Add((_used, name.Length));
        _used += name.Length;
    }
}
