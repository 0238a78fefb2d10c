using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Steward.Vault.Entries;

namespace Steward.Vault.Native;

/// <summary>Extended attributes of what stands under a name in an open folder; of a link itself, never of what it points to.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxAttributes
{
    // What Linux allows: XATTR_LIST_MAX and XATTR_SIZE_MAX.
    private const int MaxList = 64 << 10, MaxValue = 64 << 10;

    /// <summary>Reads all, sorted by name; what a file system without attributes has is none.</summary>
    public static IReadOnlyList<ExtendedAttribute> Read(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        Span<byte> list = stackalloc byte[512];
        Span<byte> buffer = stackalloc byte[320];
        fixed (byte* path = PathOf(folder, name, buffer))
        {
            var length = List(path, list);
            if (length == -LinuxError.Range) length = List(path, list = new byte[MaxList]);
            if (length <= 0) return length is 0 or -LinuxError.NotSupported ? [] : throw LinuxError.Last("list the extended attributes");
            return ReadAll(path, list[..length]);
        }
    }

    /// <summary>Sets one of what stands under a name in a folder; without a name, of the open file or folder itself.</summary>
    public static void Write(SafeFileHandle at, ReadOnlySpan<byte> name, ExtendedAttribute attribute)
    {
        Span<byte> buffer = stackalloc byte[320];
        fixed (byte* path = PathOf(at, name, buffer), key = LinuxFiles.Terminated(Encoding.UTF8.GetBytes(attribute.Name)), value = attribute.Value.Span)
        {
            var failed = name.IsEmpty ? Libc.SetAttribute(at, key, value, attribute.Value.Length, 0) : Libc.SetAttribute(path, key, value, attribute.Value.Length, 0);
            if (failed != 0) throw LinuxError.Last($"set the extended attribute '{attribute.Name}'");
        }
    }

    private static List<ExtendedAttribute> ReadAll(byte* path, ReadOnlySpan<byte> list)
    {
        var attributes = new List<ExtendedAttribute>();
        foreach (var range in list.Split((byte)0))
            if (!list[range].IsEmpty && ReadOne(path, list[range]) is { } attribute) attributes.Add(attribute);
        attributes.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        if (attributes.Sum(a => (long)a.Value.Length) > EntryFields.MaxAttributeBytes) throw new IOException($"It has more than {EntryFields.MaxAttributeBytes >> 10} KiB of extended attributes.");
        return attributes;
    }

    private static ExtendedAttribute? ReadOne(byte* path, ReadOnlySpan<byte> name)
    {
        var value = new byte[MaxValue];
        fixed (byte* key = LinuxFiles.Terminated(name), into = value)
        {
            var length = Libc.GetAttribute(path, key, into, MaxValue);
            if (length >= 0) return new ExtendedAttribute(Encoding.UTF8.GetString(name), value.AsSpan(0, (int)length).ToArray());
            // It went away in between.
            return Marshal.GetLastPInvokeError() == LinuxError.NoData ? null : throw LinuxError.Last($"read the extended attribute '{Encoding.UTF8.GetString(name)}'");
        }
    }

    private static int List(byte* path, Span<byte> list)
    {
        fixed (byte* into = list)
        {
            var length = Libc.ListAttributes(path, into, list.Length);
            return length >= 0 ? (int)length : -Marshal.GetLastPInvokeError();
        }
    }

    // There are no calls by folder and name before Linux 6.13: the folder's handle has a path of its own.
    private static Span<byte> PathOf(SafeFileHandle folder, ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        "/proc/self/fd/"u8.CopyTo(buffer);
        var length = "/proc/self/fd/"u8.Length;
        ((int)folder.DangerousGetHandle()).TryFormat(buffer[length..], out var digits, provider: CultureInfo.InvariantCulture);
        length += digits;
        if (!name.IsEmpty) buffer[length++] = (byte)'/';
        name.CopyTo(buffer[length..]);
        buffer[length + name.Length] = 0;
        return buffer;
    }
}
