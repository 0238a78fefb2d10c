using System.Runtime.InteropServices;

namespace Steward.Vault.Stores;

/// <summary>Gives a finished file its name, once.</summary>
internal static partial class FolderLink
{
    private const int ReadOnlyFolder = 0x10000; // O_RDONLY | O_DIRECTORY

    /// <summary>False when the name is taken. The folder is forced to the disk too: a name that is told as written survives the loss of power.</summary>
    public static bool Publish(string unfinished, string path)
    {
        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        if (OperatingSystem.IsLinux()) FlushFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    private static void FlushFolder(string folder)
    {
        var handle = Open(folder, ReadOnlyFolder);
        if (handle < 0) return;
        // Not every file system can do this (EINVAL), and then it has no other way either.
        _ = Flush(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
