using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>Comparisons: commits oldest first in pages; files of the first page only, from the merge base, 300 at most.</summary>
internal sealed class FakeCompare : IFakeResource
{
    public void Map(IEndpointRouteBuilder routes, FakeGitHub github) =>
        routes.MapGet("/repos/{owner}/{name}/compare/{range}", async (string owner, string name, string range, int per_page, int page) =>
        {
            var repository = github.Find(owner, name)!;
            var (from, to) = (range.Split("...")[0], range.Split("...")[1]);
            if (await repository.TryGitAsync("merge-base", from, to) is not { } mergeBase) return FakeAnswers.NotFound();
            return await CompareAsync(github, repository, (from, to, mergeBase), (per_page, page));
        });

    private static async Task<IResult> CompareAsync(
        FakeGitHub github, FakeRepository repository, (string From, string To, string Base) range, (int Size, int Number) page)
    {
        var commits = await FakeCommits.LogAsync(repository, "--reverse", $"{range.From}..{range.To}");
        var files = page.Number == 1 ? await FakePatches.FilesAsync(repository, range.Base, range.To, github.Limits) : [];
        return FakeAnswers.Json(new
        {
            merge_base_commit = new { sha = range.Base },
            total_commits = commits.Count,
            commits = commits.Skip((page.Number - 1) * page.Size).Take(page.Size),
            files,
        });
    }
}
