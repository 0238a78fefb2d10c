using Octokit;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Reads names and commits.</summary>
internal sealed class GitHubCommits(GitHubRepository repository)
{
    private const int PageSize = 100;

    /// <summary>The commit that a name means, or null.</summary>
    public async Task<CommitSha?> ResolveAsync(string reference, CancellationToken cancellation)
    {
        if (!ReferenceName.IsValid(reference)) return null;
        try
        {
            await using var answer = await repository.Api.OpenAsync(
                repository.Path($"commits/{GitHubRepository.Escape(reference)}"), "application/vnd.github.sha", cancellation);
            using var reader = new StreamReader(answer);
            return CommitSha.TryParse((await reader.ReadToEndAsync(cancellation)).Trim(), out var sha) ? sha : null;
        }
        catch (StewardException failure) when (failure.Kind is FailureKind.NotFound or FailureKind.Invalid)
        {
            // 422: "No commit found for SHA"; 409 (NotFound here): the repository is empty.
            return null;
        }
    }

    /// <summary>The newest commits reachable from one, newest first.</summary>
    public Task<IReadOnlyList<SourceCommit>> ListAsync(CommitSha to, int max, CancellationToken cancellation) => ListAsync($"sha={to}", max, cancellation);

    /// <summary>The newest of them that touched a path, newest first. Renames are not followed.</summary>
    public Task<IReadOnlyList<SourceCommit>> ListAsync(CommitSha to, string path, int max, CancellationToken cancellation) =>
        ListAsync($"sha={to}&path={Uri.EscapeDataString(path)}", max, cancellation);

    private async Task<IReadOnlyList<SourceCommit>> ListAsync(string asked, int max, CancellationToken cancellation)
    {
        var commits = new List<SourceCommit>();
        for (var page = 1; commits.Count < max; page++)
        {
            var read = await repository.Api.GetAsync<List<GitHubCommit>>(
                repository.Path($"commits?{asked}&per_page={PageSize}&page={page}"), cancellation);
            commits.AddRange(read.Select(Commit));
            if (read.Count < PageSize) break;
        }

        return [.. commits.Take(max)];
    }

    /// <summary>The newest commits of a range, newest first. GitHub tells them oldest first, so the last pages are read first.</summary>
    public async Task<IReadOnlyList<SourceCommit>> ListAsync(CommitSha from, CommitSha to, int max, CancellationToken cancellation)
    {
        var first = await PageAsync(from, to, 1, cancellation);
        var commits = new List<SourceCommit>();
        for (var page = (first.TotalCommits + PageSize - 1) / PageSize; page >= 1 && commits.Count < max; page--)
        {
            var read = page == 1 ? first : await PageAsync(from, to, page, cancellation);
            commits.AddRange(read.Commits.Reverse().Select(Commit));
        }

        return [.. commits.Take(max)];
    }

    private Task<CompareResult> PageAsync(CommitSha from, CommitSha to, int page, CancellationToken cancellation) =>
        repository.Api.GetAsync<CompareResult>(repository.Path($"compare/{from}...{to}?per_page={PageSize}&page={page}"), cancellation);

    private static SourceCommit Commit(GitHubCommit commit) => new(
        CommitSha.Parse(commit.Sha), [.. commit.Parents.Select(p => CommitSha.Parse(p.Sha))], commit.Commit.Author.Name, commit.Commit.Committer.Date,
        CommitText.Title(commit.Commit.Message))
    {
        Login = commit.Author?.Login is { Length: > 0 } login ? $"github:{login}" : null,
    };
}
