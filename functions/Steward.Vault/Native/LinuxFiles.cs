using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Steward.Vault.Native;

/// <summary>Opening below a folder by name, never through a symbolic link in the last place, and by path, never through one anywhere.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxFiles
{
    private const int MaxName = 255;

    /// <summary>Opens a path that a person gave: links are followed.</summary>
    public static SafeFileHandle Open(string path, int flags)
    {
        fixed (byte* bytes = Terminated(System.Text.Encoding.UTF8.GetBytes(path)))
            return Handle(Libc.OpenAt(Libc.AtFolder, bytes, flags | OpenFlags.CloseOnExec, 0), "open");
    }

    /// <summary>Opens a name in a folder, not through a link.</summary>
    public static SafeFileHandle OpenAt(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, uint mode = 0)
    {
        var held = false;
        try
        {
            folder.DangerousAddRef(ref held);
            fixed (byte* bytes = Terminated(name))
                return Handle(Libc.OpenAt((int)folder.DangerousGetHandle(), bytes, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, mode), "open");
        }
        finally
        {
            if (held) folder.DangerousRelease();
        }
    }

    /// <summary>Opens a folder below another, name by name; the empty path is the folder itself.</summary>
    public static SafeFileHandle OpenFolder(SafeFileHandle root, ReadOnlySpan<byte> path)
    {
        var at = OpenAt(root, "."u8, OpenFlags.Folder);
        foreach (var range in path.Split((byte)'/'))
        {
            if (path[range].IsEmpty) continue;
            using var above = at;
            at = OpenAt(above, path[range], OpenFlags.Folder);
        }

        return at;
    }

    /// <summary>What a name in a folder is; links are not followed.</summary>
    public static LinuxStat Stat(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        LinuxStat stat;
        Span<byte> buffer = stackalloc byte[MaxName + 1];
        fixed (byte* bytes = Terminated(name, buffer))
            if (Libc.Stat(folder, bytes, Libc.NoFollow, LinuxStat.BasicMask, &stat) != 0) throw LinuxError.Last("stat");
        return stat;
    }

    /// <summary>What an open file is.</summary>
    public static LinuxStat Stat(SafeFileHandle file)
    {
        LinuxStat stat;
        byte empty = 0;
        if (Libc.Stat(file, &empty, Libc.EmptyPath, LinuxStat.BasicMask, &stat) != 0) throw LinuxError.Last("stat");
        return stat;
    }

    /// <summary>What a path that a person gave is; links are followed.</summary>
    public static LinuxStat Stat(string path)
    {
        LinuxStat stat;
        fixed (byte* bytes = Terminated(System.Text.Encoding.UTF8.GetBytes(path)))
            if (Libc.Stat(Libc.AtFolder, bytes, 0, LinuxStat.BasicMask, &stat) != 0) throw LinuxError.Last("stat");
        return stat;
    }

    /// <summary>The target of a symbolic link.</summary>
    public static byte[] ReadLink(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        var target = new byte[4096];
        fixed (byte* bytes = Terminated(name), into = target)
        {
            var length = Libc.ReadLink(folder, bytes, into, target.Length);
            return length < 0 ? throw LinuxError.Last("readlink") : target[..(int)length];
        }
    }

    /// <summary>Reads on from where the file stands.</summary>
    public static int Read(SafeFileHandle file, Span<byte> into)
    {
        fixed (byte* bytes = into)
        {
            nint read;
            do read = Libc.Read(file, bytes, into.Length);
            while (read < 0 && Marshal.GetLastPInvokeError() == LinuxError.Interrupted);
            return read < 0 ? throw LinuxError.Last("read") : (int)read;
        }
    }

    /// <summary>The name with a zero behind it, as the calls want it.</summary>
    public static Span<byte> Terminated(ReadOnlySpan<byte> name) => Terminated(name, []);

    private static Span<byte> Terminated(ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        if (buffer.Length <= name.Length) buffer = new byte[name.Length + 1];
        name.CopyTo(buffer);
        buffer[name.Length] = 0;
        return buffer;
    }

    private static SafeFileHandle Handle(int file, string doing) => file < 0 ? throw LinuxError.Last(doing) : new SafeFileHandle(file, ownsHandle: true);
}
