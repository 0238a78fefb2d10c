using System.Security.Cryptography;

namespace Steward.Vault.Native;

/// <summary>
/// Working folders, each with a file <c>NAME.lock</c> beside it that its process holds. The system lets go of it when the process dies, however it dies: a folder whose file nobody
/// holds is a leftover. Numbers of processes, which are given again, play no part.
/// </summary>
internal static class Leftovers
{
    private const string Suffix = ".lock";
    private const int Tries = 20;

    /// <summary>Takes a new name and holds it. The folder is not there yet.</summary>
    /// <param name="begin">The path's beginning.</param>
    /// <param name="path">The whole path.</param>
    public static FileStream Hold(string begin, out string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            path = begin + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
            try
            {
                return Open(path + Suffix, FileMode.CreateNew);
            }
            catch (IOException) when (attempt < Tries && Directory.Exists(Path.GetDirectoryName(path)))
            {
                // The name is taken; or somebody who looks for leftovers was faster than the lock: another name.
            }
        }
    }

    /// <summary>Takes a name, also one that a dead process had. An I/O error when a living one holds it.</summary>
    public static FileStream HoldAgain(string path) => Open(path + Suffix, FileMode.OpenOrCreate);

    /// <summary>Makes a folder for this user alone; an I/O error when it is there.</summary>
    public static void Make(string path)
    {
        if (Path.Exists(path)) throw new IOException($"'{path}' is there already.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Removes what dead processes of this user left in a folder. What cannot be removed stays: it is nobody's business here.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="begin">How the names begin.</param>
    public static void Remove(string folder, string begin)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"{begin}*{Suffix}"))
        {
            try
            {
                RemoveOne(file);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // A living process has it, or another user.
            }
        }
    }

    private static void RemoveOne(string file)
    {
        if (new FileInfo(file).LinkTarget is not null || !IsOwn(file)) return;
        using var held = Open(file, FileMode.Open);
        var path = file[..^Suffix.Length];
        LeftServers.End(path);
        if (new DirectoryInfo(path) is { Exists: true, LinkTarget: null }) FolderRemoval.Remove(path);
    }

    // The folder for temporary files is everybody's: what another user put there under such a name is his.
    private static bool IsOwn(string file) =>
        !OperatingSystem.IsLinux() || (LinuxFiles.Stat(file) is { Type: LinuxStat.TypeFile } told && told.User == Libc.EffectiveUser());

    private static FileStream Open(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }
}
