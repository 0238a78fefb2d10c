using Octokit;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>
/// Reads which commits touched a file. GitHub lists those of one path (https://docs.github.com/rest/commits/commits#list-commits) and follows no renames: the oldest
/// of them is compared with its parent, which says what the file was called before.
/// </summary>
internal sealed class GitHubFileHistory(GitHubRepository repository, GitHubCommits commits)
{
    private const int MaxNames = 20;
    private const int PerQuery = 50;

    /// <summary>The newest commits, newest first.</summary>
    public async Task<IReadOnlyList<FileRevision>> GetAsync(CommitSha commit, string path, int max, CancellationToken cancellation)
    {
        var found = new List<FileRevision>();
        var (at, name) = (commit, path);
        for (var names = 0; names < MaxNames && found.Count < max; names++)
        {
            var touched = await commits.ListAsync(at, name, max - found.Count, cancellation);
            found.AddRange(touched.Select(c => new FileRevision(c.Sha, name, CommitSha.None) { Title = c.Title, CommittedAt = c.CommittedAt }));
            if (touched is not [.., { Parents: [var parent, ..] } oldest] || await NameBeforeAsync(parent, oldest.Sha, name, cancellation) is not { } before) break;
            (at, name) = (parent, before);
        }

        return await WithBlobsAsync(found, cancellation);
    }

    // Null where it was not renamed, or GitHub's comparison, which ends at 300 files, does not say so.
    private async Task<string?> NameBeforeAsync(CommitSha parent, CommitSha commit, string path, CancellationToken cancellation)
    {
        var comparison = await repository.Api.GetAsync<CompareResult>(repository.Path($"compare/{parent}...{commit}?per_page=100&page=1"), cancellation);
        return comparison.Files?.FirstOrDefault(f => f.Filename == path && f.Status == "renamed")?.PreviousFileName;
    }

    private async Task<IReadOnlyList<FileRevision>> WithBlobsAsync(List<FileRevision> found, CancellationToken cancellation)
    {
        var whole = new List<FileRevision>(found.Count);
        foreach (var batch in found.Chunk(PerQuery))
        {
            var variables = new Dictionary<string, string> { ["owner"] = repository.Product.Owner, ["name"] = repository.Product.Name };
            for (var i = 0; i < batch.Length; i++) variables[$"e{i}"] = $"{batch[i].Commit}:{batch[i].Path}";
            var blobs = (await repository.Api.QueryAsync(GitHubQueries.Blobs(batch.Length), variables, cancellation)).GetProperty("repository");
            whole.AddRange(batch.Select((r, i) => CommitSha.TryParse(GraphQlAnswer.Text(blobs.GetProperty($"b{i}"), "oid"), out var blob) ? r with { Blob = blob } : r));
        }

        return whole;
    }
}
