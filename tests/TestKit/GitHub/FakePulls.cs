using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>A pull request.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Author">The login of who opened it; null: the account was deleted.</param>
/// <param name="Head">Its last commit.</param>
public sealed record FakePull(long Number, string? Author, string Head)
{
    /// <summary>The commits that it brought, as GitHub tells: those of its branch, and what it became.</summary>
    public List<string> Commits { get; init; } = [];

    /// <summary>The commit that it became.</summary>
    public string? Merge { get; init; }

    /// <summary>When it was merged; null: it is open.</summary>
    public DateTimeOffset? MergedAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Its reviews, oldest first.</summary>
    public IReadOnlyList<FakeReview> Reviews { get; init; } = [];
}

/// <summary>A review.</summary>
/// <param name="Reviewer">The login; null: the account was deleted.</param>
/// <param name="State">APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED or PENDING.</param>
/// <param name="Commit">The head that was reviewed.</param>
/// <param name="Type">User or Bot.</param>
public sealed record FakeReview(string? Reviewer, string State, string? Commit, string Type = "User");

/// <summary>Pull requests of a commit and their reviews, page by page.</summary>
internal sealed class FakePulls : IFakeResource
{
    private const int PageSize = 30;
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/repos/{owner}/{name}/commits/{sha}/pulls", async (string owner, string name, string sha, HttpContext http) =>
        {
            var repository = github.Find(owner, name)!;
            if (await repository.ResolveAsync($"{sha}^{{commit}}") is null) return FakeAnswers.Unprocessable($"No commit found for SHA: {sha}");
            return Page(http, github, [.. repository.Pulls.Where(p => p.Commits.Contains(sha)).Select(Shape)]);
        });
        routes.MapGet("/repos/{owner}/{name}/pulls/{number:long}/reviews", (string owner, string name, long number, HttpContext http) =>
            github.Find(owner, name)!.Pulls.FirstOrDefault(p => p.Number == number) is { } pull
                ? Page(http, github, [.. pull.Reviews.Select(Shape)])
                : FakeAnswers.NotFound());
        routes.MapGet("/repos/{owner}/{name}/pulls/{number:long}/commits", async (string owner, string name, long number, HttpContext http) =>
        {
            var repository = github.Find(owner, name)!;
            return repository.Pulls.FirstOrDefault(p => p.Number == number) is { } pull
                ? Page(http, github, await FakeCommits.LogAsync(repository, ["--no-walk=unsorted", .. await BranchAsync(repository, pull)]))
                : FakeAnswers.NotFound();
        });
    }

    // Of what it brought those that lie behind its head: what it was squashed or rebased into does not.
    private static async Task<List<string>> BranchAsync(FakeRepository repository, FakePull pull)
    {
        var branch = new List<string>();
        foreach (var commit in pull.Commits.Where(c => c != pull.Head))
        {
            if (await repository.TryGitAsync("merge-base", "--is-ancestor", commit, pull.Head) is not null) branch.Add(commit);
        }

        return [.. branch, pull.Head];
    }

    private static IResult Page(HttpContext http, FakeGitHub github, List<object> all)
    {
        var (size, page) = (Number(http, "per_page", PageSize), Number(http, "page", 1));
        if (all.Count > size * page)
            http.Response.Headers.Link = $"<{github.Address}{http.Request.Path.Value![1..]}?per_page={size}&page={page + 1}>; rel=\"next\"";
        return FakeAnswers.Json(all.Skip((page - 1) * size).Take(size));
    }

    private static int Number(HttpContext http, string name, int fallback) => int.TryParse(http.Request.Query[name], out var number) ? Math.Min(number, 100) : fallback;

    private static object Shape(FakePull pull) => new
    {
        number = pull.Number,
        state = pull.MergedAt is null ? "open" : "closed",
        user = User(pull.Author, "User"),
        merged_at = pull.MergedAt,
        merge_commit_sha = pull.Merge,
        head = new { sha = pull.Head },
    };

    private static object Shape(FakeReview review, int index) => new
    {
        id = index + 1,
        user = User(review.Reviewer, review.Type),
        state = review.State,
        commit_id = review.Commit,
        submitted_at = First.AddMinutes(index),
    };

    private static object? User(string? login, string type) => login is null ? null : new { login, type };
}
