using Octokit;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>Finds check runs that Steward made before.</summary>
internal static class CheckRunFinder
{
    private const int PageSize = 100;

    /// <summary>By what it is about: another app may have a check run of the same name. The newest: it is the one that GitHub shows. Null when there is none.</summary>
    public static async Task<CheckRun?> FindAsync(GitHubRepository repository, CommitSha commit, string name, string externalId, CancellationToken cancellation)
    {
        CheckRun? newest = null;
        for (var page = 1; ; page++)
        {
            var read = await repository.Api.GetAsync<CheckRunsResponse>(
                repository.Path($"commits/{commit}/check-runs?check_name={Uri.EscapeDataString(name)}&filter=all&per_page={PageSize}&page={page}"), cancellation);
            newest = read.CheckRuns.Where(r => r.ExternalId == externalId).Append(newest).MaxBy(r => r?.Id ?? 0);
            if (read.CheckRuns.Count < PageSize) return newest;
        }
    }
}
