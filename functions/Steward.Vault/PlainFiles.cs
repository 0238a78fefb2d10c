using Steward.Vault.Native;

namespace Steward.Vault;

/// <summary>Files that end: whoever opens a pipe waits for somebody to write into it, for ever when nobody does.</summary>
public static class PlainFiles
{
    /// <summary>False for what is there and is a pipe, a socket or a device, links followed. What is not there is for whoever opens it to tell.</summary>
    /// <param name="path">The path.</param>
    public static bool MayBe(string path)
    {
        if (!OperatingSystem.IsLinux()) return true;
        try
        {
            return LinuxFiles.Stat(path).Type is LinuxStat.TypeFile or LinuxStat.TypeFolder;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Opens a file for reading; an <see cref="IOException"/> says so when it is a pipe, a socket or a device.</summary>
    /// <param name="path">The path.</param>
    public static FileStream Open(string path) =>
        MayBe(path) ? new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan }) : throw new IOException("it is a pipe, a socket or a device.");
}
