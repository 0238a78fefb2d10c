using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Steward.Vault.Native;

namespace Steward.Vault.Restoring.Linux;

/// <summary>What the parts of a restore share: removing a name, and errors as the port tells them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxCalls
{
    public static LinuxError Failed(string doing) => LinuxError.Last(doing);

    /// <summary>An error as the port wants it: a full disk is one of its own.</summary>
    public static IOException Told(LinuxError error) => error.IsFull ? new DiskFullException(error.Message, error) : error;

    /// <summary>Removes what has a name: a folder only when it is empty.</summary>
    public static void Remove(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        fixed (byte* bytes = LinuxFiles.Terminated(name))
        {
            if (Libc.Remove(folder, bytes, 0) == 0) return;
            var failed = Failed("remove what is in its place");
            if (failed.Number == LinuxError.NoEntry) return;
            if (failed.Number is not (LinuxError.IsFolder or LinuxError.NotPermitted)) throw failed;
            if (Libc.Remove(folder, bytes, Libc.RemoveFolder) != 0) throw Failed("remove the folder in its place");
        }
    }
}
