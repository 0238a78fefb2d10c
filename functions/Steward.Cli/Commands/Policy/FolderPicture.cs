using System.IO.Enumeration;
using System.Text;
using Steward.Kernel;
using Steward.Policy.Proposals;

namespace Steward.Cli.Commands.Policy;

/// <summary>A folder on disk as proposals see it: without build outputs, installed packages and links, and never more than so many files.</summary>
internal static class FolderPicture
{
    private const int MaxFiles = 50_000;
    private const int MaxBytes = 1024 * 1024;
    private static readonly string[] _skipped = [".git", "node_modules", "bin", "obj", "target", "vendor", ".venv", "venv", "dist", "__pycache__", ".tox", ".vs", ".idea"];

    public static RepositoryPicture Of(string folder)
    {
        if (!Directory.Exists(folder)) throw StewardException.NotFound($"There is no folder {folder}.");
        return new RepositoryPicture(Files(folder).Take(MaxFiles), path => Read(Path.Combine(folder, path)));
    }

    private static FileSystemEnumerable<string> Files(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 24, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return new FileSystemEnumerable<string>(folder, (ref FileSystemEntry e) => Path.GetRelativePath(folder, e.ToFullPath()).Replace('\\', '/'), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry e) => !_skipped.Contains(e.FileName.ToString(), StringComparer.Ordinal),
        };
    }

    private static string? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes } ? File.ReadAllText(path, Encoding.UTF8) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read proposes nothing; what is proposed is shown before it counts.
            return null;
        }
    }
}
