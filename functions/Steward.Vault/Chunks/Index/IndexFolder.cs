using Steward.Kernel;
using Steward.Vault.Sources.Databases;

namespace Steward.Vault.Chunks.Index;

/// <summary>
/// The folder of a vault's cached index, encrypted as it is in the store: what is lost or wrong there is made anew. Without a folder to keep, one for this run.
/// </summary>
internal sealed class IndexFolder : IDisposable
{
    private const string Merged = "merged";
    private const string Unfinished = "unfinished-";
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);
    private readonly string? _kept;
    private TemporaryFolder? _passing;
    private int _files;

    public IndexFolder(string? folder, string vault) => _kept = folder is null ? null : Path.Combine(folder, vault);

    /// <summary>The merge of an earlier run; null when there is none.</summary>
    public IRunSource? Open()
    {
        if (_kept is null) return null;
        try
        {
            return new FileRun(File.OpenHandle(Path.Combine(_kept, Merged), share: FileShare.Read | FileShare.Delete));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes the merge anew. Others who have the one before open go on with it.</summary>
    public IRunSource Replace(Action<Stream> write)
    {
        var file = Write(write);
        if (_kept is null) return new FileRun(File.OpenHandle(file));
        Clean(File.GetLastWriteTimeUtc(file));
        try
        {
            File.Move(file, Path.Combine(_kept, Merged), overwrite: true);
            return Open() ?? throw StewardException.Unavailable($"The cache {_kept} was removed while it was used: run the command again.");
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            // Another process has the old one open, where that forbids to replace it: this run uses its own.
            return new FileRun(File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose));
        }
    }

    /// <summary>An index of this run in a file that goes with it.</summary>
    public IRunSource Pass(byte[] bytes) =>
        new FileRun(File.OpenHandle(Write(stream => stream.Write(bytes)), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose));

    public void Dispose()
    {
        _passing?.Dispose();
    }

    // What was killed leaves files behind.
    private void Clean(DateTime now)
    {
        foreach (var file in Directory.EnumerateFiles(_kept!, Unfinished + "*"))
        {
            if (now - File.GetLastWriteTimeUtc(file) > Forgotten) File.Delete(file);
        }
    }

    private string Write(Action<Stream> write)
    {
        var folder = Folder();
        var path = Path.Combine(folder, $"{Unfinished}{Environment.ProcessId}-{GetHashCode():x}-{Interlocked.Increment(ref _files)}");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        write(stream);
        return path;
    }

    private string Folder()
    {
        if (_kept is not null) return Directory.CreateDirectory(_kept).FullName;
        return (_passing ??= new TemporaryFolder()).Path;
    }
}
