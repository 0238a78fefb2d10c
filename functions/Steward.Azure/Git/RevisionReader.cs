using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>Reads lists of commits: <c>git rev-list</c>, and <c>git log --raw</c> of one file.</summary>
internal static class RevisionReader
{
    /// <summary>Sha, committer's time, first line of the message; no line of <c>--raw</c> begins like it.</summary>
    public const string Format = "--format=tformat:%H %ct %s";

    /// <summary>Those commits of the answer that are wanted.</summary>
    public static async Task<HashSet<CommitSha>> ReadAmongAsync(Stream output, IReadOnlySet<CommitSha> wanted, CancellationToken cancellation)
    {
        var lines = new RecordReader(output, (byte)'\n');
        var found = new HashSet<CommitSha>();
        while (await lines.NextAsync(cancellation) is { } line)
            if (CommitSha.TryParse(line, out var sha) && wanted.Contains(sha)) found.Add(sha);
        return found;
    }

    /// <summary>The file as each commit left it: <c>:MODE MODE OLD NEW STATUS\tPATH[\tNEW PATH]</c> below the commit.</summary>
    public static async Task<IReadOnlyList<FileRevision>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var lines = new RecordReader(output, (byte)'\n');
        var found = new List<FileRevision>();
        string[] commit = [];
        while (await lines.NextAsync(cancellation) is { } line)
        {
            if (line.StartsWith(':')) found.AddBounded(Parse(commit, line), max);
            else if (line.Length > 0) commit = line.Split(' ', 3);
        }

        return found;
    }

    private static FileRevision Parse(string[] commit, string line)
    {
        var parts = line.Split('\t');
        return new FileRevision(CommitSha.Parse(commit[0]), QuotedPath.Read(parts[^1]), CommitSha.Parse(parts[0].Split(' ')[3]))
        {
            Title = commit[2], CommittedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(commit[1], CultureInfo.InvariantCulture)),
        };
    }
}
