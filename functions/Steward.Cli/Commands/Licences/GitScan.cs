using System.Globalization;
using System.Text;
using Steward.Cli.Git;
using Steward.Kernel;
using Steward.Stages.Security.Licences;

namespace Steward.Cli.Commands.Licences;

/// <summary>Scans a commit of the repository around a folder without checking it out.</summary>
internal static class GitScan
{
    /// <summary>The files at a commit, branch or tag. NotFound when there is none of that name.</summary>
    public static async Task<LockFolder> FilesAsync(string folder, string reference, CancellationToken cancellation)
    {
        var copy = await WorkingCopy.FindAsync(folder, cancellation);
        var commit = await copy.CommitAsync(reference, cancellation);
        var names = await copy.GitAsync(cancellation, "ls-tree", "-r", "-z", "--name-only", "--full-tree", $"{commit}") ?? throw StewardException.Invalid($"The files of {reference} cannot be listed.");
        return new LockFolder(names.Split('\0', StringSplitOptions.RemoveEmptyEntries), async (path, stop) =>
            Encoding.UTF8.GetBytes(await copy.GitAsync(stop, "cat-file", "blob", $"{commit}:{path}") ?? throw StewardException.Invalid($"{path} cannot be read at {reference}.")));
    }

    /// <summary>The commit that is checked out around a folder, and its time; outside of a repository none, and the beginning of Unix's time.</summary>
    public static async Task<(string? Commit, DateTimeOffset Time)> HeadAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            var copy = await WorkingCopy.FindAsync(folder, cancellation);
            var said = (await copy.GitAsync(cancellation, "log", "-1", "--format=%H %cI"))?.Split(' ');
            return said is [var commit, var at] ? (commit, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)) : (null, DateTimeOffset.UnixEpoch);
        }
        catch (StewardException nowhere) when (nowhere.Kind == FailureKind.Invalid)
        {
            return (null, DateTimeOffset.UnixEpoch);
        }
    }
}
