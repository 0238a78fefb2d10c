using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>The app's installations, and their tokens.</summary>
internal sealed class FakeInstallations : IFakeResource
{
    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/repos/{owner}/{name}/installation", (string owner, string name) =>
            github.Find(owner, name) is { } repository ? FakeAnswers.Json(new { id = repository.Installation, app_id = 424242 }) : FakeAnswers.NotFound());
        routes.MapPost("/app/installations/{id:long}/access_tokens", (long id, TokenRequest asked) =>
        {
            if (github.App.Organisations.Contains(id) && asked.Repositories is null) return Given(github, id);
            if (github.Find(id) is not { } repository) return FakeAnswers.NotFound();
            if (asked.Repositories is not [var only] || only != repository.Product.Name)
                return FakeAnswers.Unprocessable("There is at least one repository that does not exist or is not accessible to the parent installation.");
            return Given(github, id);
        });
    }

    private static Microsoft.AspNetCore.Http.IResult Given(FakeGitHub github, long id)
    {
        var (token, expires) = github.App.Give(github, id);
        return FakeAnswers.Json(new { token, expires_at = expires, repository_selection = "selected" }, 201);
    }

    private sealed record TokenRequest(string[]? Repositories);
}
