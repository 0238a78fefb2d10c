using System.Security.Cryptography;
using System.Text;
using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders.Portable;

namespace Steward.Vault.Restoring.Portable;

/// <summary>A file that is written by .NET's own calls.</summary>
internal sealed class PortableTargetFile : IRestoreFile
{
    public const int Permissions = 0b111_111_111;

    private const int DiskFull = 0x70, HandleDiskFull = 0x27, NoSpace = 28;

    private readonly string _path, _own;
    private readonly bool _replace;
    private readonly FileStream _file;
    private bool _complete;

    public PortableTargetFile(string path, bool replace)
    {
        (_path, _replace) = (path, replace);
        var folder = Path.GetDirectoryName(path)!;
        _own = replace ? Path.Combine(folder, $".steward-restore-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(path)))[..8])}") : path;
        // What a try that was killed left is taken away.
        if (replace) File.Delete(_own);
        _file = new FileStream(_own, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, offset);
        }
        catch (IOException full) when ((full.HResult & 0xFFFF) is DiskFull or HandleDiskFull or NoSpace)
        {
            throw new DiskFullException(full.Message, full);
        }
    }

    public void Complete(Entry entry, SourceProblems problems)
    {
        if (_file.Length < entry.Size) _file.SetLength(entry.Size);
        _file.Dispose();
        Describe(_own, entry);
        if (_replace) File.Move(_own, _path, overwrite: true);
        _complete = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_complete) File.Delete(_own);
    }

    /// <summary>Gives a file its attributes.</summary>
    public static void Describe(string path, Entry entry)
    {
        File.SetLastWriteTimeUtc(path, PortableTime.Utc(entry.Modified));
        if (!OperatingSystem.IsWindows() && entry.Mode != 0) File.SetUnixFileMode(path, (UnixFileMode)(entry.Mode & Permissions));
    }
}
