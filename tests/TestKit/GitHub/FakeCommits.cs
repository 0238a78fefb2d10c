using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>Commits: what a name means, and lists of history.</summary>
internal sealed class FakeCommits : IFakeResource
{
    private const string Format = "--format=tformat:%H%x00%P%x00%an%x00%cI%x00%ae%x00%ce%x00%B%x00";

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/repos/{owner}/{name}/commits/{**reference}", async (string owner, string name, string reference, HttpRequest request) =>
        {
            var repository = github.Find(owner, name)!;
            if (await repository.ResolveAsync("HEAD") is null) return FakeAnswers.Message(409, "Git Repository is empty.");
            return await repository.ResolveAsync($"{reference}^{{commit}}") is { } sha
                ? Results.Text(sha, "application/vnd.github.sha; charset=utf-8")
                : FakeAnswers.Unprocessable($"No commit found for SHA: {reference}");
        });
        routes.MapGet("/repos/{owner}/{name}/commits", async (string owner, string name, string sha, int per_page, int page, string? path) =>
        {
            var repository = github.Find(owner, name)!;
            if (await repository.ResolveAsync($"{sha}^{{commit}}") is null) return FakeAnswers.NotFound();
            return FakeAnswers.Json(await LogAsync(repository, [$"--max-count={per_page}", $"--skip={per_page * (page - 1)}", sha, "--", .. path is null ? Array.Empty<string>() : [$":(literal){path}"]]));
        });
    }

    /// <summary>Commits as GitHub writes them, in git's order.</summary>
    public static async Task<List<object>> LogAsync(FakeRepository repository, params string[] arguments)
    {
        var fields = (await repository.GitAsync(["log", Format, .. arguments])).Split('\0');
        return [.. fields.Chunk(7).Where(c => c.Length == 7).Select(c => Commit(repository, c))];
    }

    private static object Commit(FakeRepository repository, string[] fields) => new
    {
        sha = fields[0].Trim(),
        parents = fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(sha => new { sha }),
        commit = new
        {
            author = new { name = fields[2], email = "x@example.com", date = fields[3] },
            committer = new { name = "c", email = "c@example.com", date = fields[3] },
            message = fields[6].TrimEnd('\n'),
        },
        author = Account(repository, fields[4]),
        committer = Account(repository, fields[5]),
    };

    private static object? Account(FakeRepository repository, string address) => repository.Logins.TryGetValue(address, out var login) ? new { login, type = "User" } : null;
}
