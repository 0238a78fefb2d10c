using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>Reads <c>git log -z</c> with five fields a commit.</summary>
internal static class CommitReader
{
    /// <summary>Sha, parents, author, committer's time, message.</summary>
    public const string Format = "--format=tformat:%H%x00%P%x00%an%x00%ct%x00%B";

    /// <summary>The commits in the order of the answer.</summary>
    public static async Task<IReadOnlyList<SourceCommit>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var records = new RecordReader(output, 0);
        var commits = new List<SourceCommit>();
        while (await records.NextAsync(cancellation) is { } sha)
        {
            var parents = (await records.RequireAsync(cancellation)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CommitSha.Parse).ToArray();
            var author = await records.RequireAsync(cancellation);
            var seconds = long.Parse(await records.RequireAsync(cancellation), CultureInfo.InvariantCulture);
            var title = CommitText.Title(await records.RequireAsync(cancellation));
            commits.AddBounded(new SourceCommit(CommitSha.Parse(sha), parents, author, DateTimeOffset.FromUnixTimeSeconds(seconds), title), max);
        }

        return commits;
    }
}
