using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.TestKit.GitHub;

namespace Steward.TestKit.Grants;

/// <summary>The teams of a fake organisation.</summary>
internal sealed class FakeTeamRoutes(FakeOrganisation organisation, string login)
{
    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        var team = $"/orgs/{login}/teams/{{slug}}";
        routes.MapGet($"{team}/members", (string slug, HttpContext http) => Known(slug, t => FakeOrganisation.Page(http, github, Listed(slug, t, http.Request.Query["role"]).Select(organisation.Shape))));
        routes.MapGet($"{team}/invitations", (string slug, HttpContext http) => Known(slug, t => FakeOrganisation.Page(http, github, t.Invited.Select(i => (object)new { id = i.Value, login = i.Key, role = "direct_member" }))));
        routes.MapGet($"{team}/teams", (string slug, HttpContext http) => Known(slug, _ => FakeOrganisation.Page(http, github, Below(slug).Select(b => (object)new { slug = b }))));
        routes.MapPut($"{team}/memberships/{{name}}", (string slug, string name, JsonElement body) => Known(slug, t => Put(t, name, body.GetProperty("role").GetString()!)));
        routes.MapDelete($"{team}/memberships/{{name}}", (string slug, string name) => Known(slug, t => t.Members.TryRemove(name, out _) | t.Invited.TryRemove(name, out _) ? Results.NoContent() : FakeAnswers.NotFound()));
    }

    private IEnumerable<string> Listed(string slug, FakeTeam team, string? role)
    {
        var own = team.Members.Where(m => role is null or "" || m.Value == role).Select(m => m.Key);
        return role == "maintainer" ? own : own.Union(Below(slug).SelectMany(b => organisation.Teams[b].Members.Keys).Where(n => !team.Members.ContainsKey(n)), StringComparer.OrdinalIgnoreCase);
    }

    private IEnumerable<string> Below(string slug) => organisation.Teams.Where(t => t.Value.Parent == slug).Select(t => t.Key);

    private IResult Put(FakeTeam team, string name, string role)
    {
        if (!organisation.Accounts.ContainsKey(name)) return FakeAnswers.NotFound();
        if (!organisation.Members.TryGetValue(name, out var own))
        {
            if (!organisation.Invited.ContainsKey(name)) organisation.PutMember(name, "member");
            team.Invited[name] = organisation.Invited[name].Id;
            return FakeAnswers.Json(new { state = "pending", role });
        }

        team.Members[name] = own == "admin" ? "maintainer" : role;
        return FakeAnswers.Json(new { state = "active", role = team.Members[name] });
    }

    private IResult Known(string slug, Func<FakeTeam, IResult> answer) => organisation.Teams.TryGetValue(slug, out var team) ? answer(team) : FakeAnswers.NotFound();
}
