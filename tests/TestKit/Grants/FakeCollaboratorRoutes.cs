using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.TestKit.GitHub;

namespace Steward.TestKit.Grants;

/// <summary>The collaborators of the repositories of a fake organisation.</summary>
internal sealed class FakeCollaboratorRoutes(FakeOrganisation organisation)
{
    private const string At = "/repos/{owner}/{name}";

    private static readonly string[] Order = ["none", "pull", "triage", "push", "maintain", "admin"];

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet($"{At}/collaborators", (string owner, string name, HttpContext http) => Known(owner, name, r =>
            http.Request.Query["affiliation"] == "direct" ? FakeOrganisation.Page(http, github, r.Direct.Select(d => Shape(r, d))) : FakeAnswers.Unprocessable("only direct ones are told here")));
        routes.MapGet($"{At}/invitations", (string owner, string name, HttpContext http) => Known(owner, name, r =>
            FakeOrganisation.Page(http, github, r.Invited.Select(i => (object)new { id = i.Value.Id, invitee = organisation.Shape(i.Key), permissions = Shown(i.Value.Right) }))));
        routes.MapGet($"{At}/teams", (string owner, string name, HttpContext http) => Known(owner, name, r =>
            FakeOrganisation.Page(http, github, r.Teams.Select(t => (object)new { slug = t.Key, permission = t.Value }))));
        routes.MapPut($"{At}/collaborators/{{login}}", (string owner, string name, string login, JsonElement body) => Known(owner, name, r => Put(r, login, body.GetProperty("permission").GetString()!)));
        routes.MapDelete($"{At}/collaborators/{{login}}", (string owner, string name, string login) => Known(owner, name, r => r.Direct.TryRemove(login, out _) ? Results.NoContent() : FakeAnswers.NotFound()));
        routes.MapDelete($"{At}/invitations/{{id:long}}", (string owner, string name, long id) => Known(owner, name, r =>
            r.Invited.FirstOrDefault(i => i.Value.Id == id).Key is { } who && r.Invited.TryRemove(who, out _) ? Results.NoContent() : FakeAnswers.NotFound()));
    }

    private IResult Put(FakeCollaborators repository, string login, string right)
    {
        if (!organisation.Accounts.ContainsKey(login)) return FakeAnswers.NotFound();
        if (right is not ("pull" or "triage" or "push" or "maintain" or "admin")) return FakeAnswers.Unprocessable("Validation Failed");
        if (organisation.Members.ContainsKey(login) || repository.Direct.ContainsKey(login))
        {
            repository.Direct[login] = right;
            return Results.NoContent();
        }

        repository.Invited[login] = (organisation.NextId(), right);
        return FakeAnswers.Json(new { id = repository.Invited[login].Id }, 201);
    }

    private object Shape(FakeCollaborators repository, KeyValuePair<string, string> direct) =>
        new { login = direct.Key, id = organisation.Accounts[direct.Key], type = "User", role_name = Shown(Strongest(repository, direct)) };

    // As on GitHub: the strongest right counts, wherever it comes from.
    private string Strongest(FakeCollaborators repository, KeyValuePair<string, string> direct)
    {
        if (!organisation.Members.TryGetValue(direct.Key, out var role)) return direct.Value;
        if (role == "admin") return "admin";
        var all = repository.Teams.Where(t => organisation.Teams[t.Key].Members.ContainsKey(direct.Key)).Select(t => t.Value).Append(direct.Value).Append(organisation.BasePermission);
        return all.MaxBy(r => Array.IndexOf(Order, r))!;
    }

    private static string Shown(string right) => right switch { "pull" => "read", "push" => "write", _ => right };

    private IResult Known(string owner, string name, Func<FakeCollaborators, IResult> answer) =>
        organisation.Repositories.TryGetValue($"{owner}/{name}", out var repository) ? answer(repository) : FakeAnswers.NotFound();
}
