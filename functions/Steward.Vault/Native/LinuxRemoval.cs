using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Steward.Vault.Native;

/// <summary>Removes a folder with all that is in it: names that are no text too, which .NET cannot remove, and folders that forbid even their owner to look into them. Never through a link.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxRemoval
{
    private const uint OwnerOnly = 0x1C0;

    /// <summary>Removes it.</summary>
    public static void Remove(string path)
    {
        using (var folder = Open(path)) Empty(folder);
        Directory.Delete(path);
    }

    // One that its owner closed is opened by its path first.
    private static SafeFileHandle Open(string path)
    {
        try
        {
            return LinuxFiles.Open(path, OpenFlags.Folder | OpenFlags.NoFollow);
        }
        catch (LinuxError closed) when (closed.Number == LinuxError.NoAccess)
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return LinuxFiles.Open(path, OpenFlags.Folder | OpenFlags.NoFollow);
        }
    }

    private static void Empty(SafeFileHandle folder)
    {
        LinuxFolder names;
        using (var listed = LinuxFiles.OpenAt(folder, "."u8, OpenFlags.Folder)) names = LinuxFolder.Read(listed);
        for (var i = 0; i < names.Count; i++) Remove(folder, names[i]);
    }

    private static void Remove(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        fixed (byte* bytes = LinuxFiles.Terminated(name))
        {
            if (Libc.Remove(folder, bytes, 0) == 0) return;
            var failed = LinuxError.Last("remove what was restored");
            if (failed.Number == LinuxError.NoEntry) return;
            if (failed.Number != LinuxError.IsFolder) throw failed;
            _ = Libc.Permit(folder, bytes, OwnerOnly, Libc.NoFollow);
            using (var inner = LinuxFiles.OpenAt(folder, name, OpenFlags.Folder)) Empty(inner);
            if (Libc.Remove(folder, bytes, Libc.RemoveFolder) != 0) throw LinuxError.Last("remove the folder");
        }
    }
}
