using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.TestKit.GitHub;

namespace Steward.TestKit.Grants;

/// <summary>
/// An organisation on the fake GitHub, with state: members, teams below each other, collaborators, invitations. As on GitHub nobody becomes a member but by accepting,
/// owners maintain every team that they are in, lists of teams show those of the teams below, and what shows rights says read and write.
/// </summary>
public sealed class FakeOrganisation(string login) : IFakeResource
{
    private long _next = 9000;

    /// <summary>The number of its installation.</summary>
    public const long Installation = 555;

    /// <summary>Every account that there is, with its number.</summary>
    public ConcurrentDictionary<string, long> Accounts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Members with their roles.</summary>
    public ConcurrentDictionary<string, string> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Invitations with their roles.</summary>
    public ConcurrentDictionary<string, (long Id, string Role)> Invited { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Teams by slug.</summary>
    public ConcurrentDictionary<string, FakeTeam> Teams { get; } = new(StringComparer.Ordinal);

    /// <summary>Repositories by owner/name.</summary>
    public ConcurrentDictionary<string, FakeCollaborators> Repositories { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What every member may do at every repository; GitHub's default is pull.</summary>
    public string BasePermission { get; set; } = "pull";

    /// <summary>An account; made when it is new.</summary>
    public FakeOrganisation Account(string name)
    {
        Accounts.GetOrAdd(name, _ => Interlocked.Increment(ref _next));
        return this;
    }

    /// <summary>A member.</summary>
    public FakeOrganisation Member(string name, string role = "member")
    {
        Account(name).Members[name] = role;
        return this;
    }

    /// <summary>Accepts the invitations of an account.</summary>
    public void Accept(string name)
    {
        if (Invited.TryRemove(name, out var invitation)) Members[name] = invitation.Role;
        foreach (var team in Teams.Values.Where(t => t.Invited.TryRemove(name, out _))) team.Members[name] = "member";
    }

    /// <summary>Gives an account another name; its number stays.</summary>
    public void Rename(string name, string now)
    {
        if (Accounts.TryRemove(name, out var id)) Accounts[now] = id;
        if (Members.TryRemove(name, out var role)) Members[now] = role;
        foreach (var team in Teams.Values) if (team.Members.TryRemove(name, out var right)) team.Members[now] = right;
        foreach (var repository in Repositories.Values) if (repository.Direct.TryRemove(name, out var right)) repository.Direct[now] = right;
    }

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        github.App.Organisations.Add(Installation);
        routes.MapGet($"/orgs/{login}/installation", () => FakeAnswers.Json(new { id = Installation }));
        routes.MapGet($"/orgs/{login}", () => FakeAnswers.Json(new { login, default_repository_permission = BasePermission switch { "pull" => "read", "push" => "write", _ => BasePermission } }));
        routes.MapGet($"/orgs/{login}/members", (HttpContext http) => Page(http, github, Members.Where(m => m.Value == http.Request.Query["role"]).Select(m => Shape(m.Key))));
        routes.MapGet($"/orgs/{login}/invitations", (HttpContext http) => Page(http, github, Invited.Select(i => (object)new { id = i.Value.Id, login = i.Key, role = i.Value.Role == "admin" ? "admin" : "direct_member" })));
        routes.MapPut($"/orgs/{login}/memberships/{{name}}", (string name, JsonElement body) => PutMember(name, body.GetProperty("role").GetString()!));
        routes.MapDelete($"/orgs/{login}/memberships/{{name}}", DeleteMember);
        routes.MapGet("/user", (HttpContext http) => github.App.PersonOf(http.Request) is { } self ? FakeAnswers.Json(Shape(self)) : FakeAnswers.Message(401, "Requires authentication"));
        routes.MapGet("/users/{name}", (string name) => Accounts.ContainsKey(name) ? FakeAnswers.Json(Shape(name)) : FakeAnswers.NotFound());
        routes.MapGet("/user/{id:long}", (long id) => Accounts.FirstOrDefault(a => a.Value == id).Key is { } name ? FakeAnswers.Json(Shape(name)) : FakeAnswers.NotFound());
        new FakeTeamRoutes(this, login).Map(routes, github);
        new FakeCollaboratorRoutes(this).Map(routes, github);
    }

    internal object Shape(string name) => new { login = Accounts.Keys.First(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)), id = Accounts[name], type = "User" };

    internal long NextId() => Interlocked.Increment(ref _next);

    /// <summary>A list, page by page, with the link to the next.</summary>
    internal static IResult Page(HttpContext http, FakeGitHub github, IEnumerable<object> all)
    {
        var list = all.ToList();
        var (size, page) = (Math.Min(Number(http, "per_page", 30), 100), Number(http, "page", 1));
        var others = string.Concat(http.Request.Query.Where(q => q.Key is not ("page" or "per_page")).Select(q => $"{q.Key}={q.Value}&"));
        if (list.Count > size * page) http.Response.Headers.Link = $"<{github.Address}{http.Request.Path.Value![1..]}?{others}per_page={size}&page={page + 1}>; rel=\"next\"";
        return FakeAnswers.Json(list.Skip((page - 1) * size).Take(size));
    }

    private static int Number(HttpContext http, string name, int fallback) => int.TryParse(http.Request.Query[name], out var number) ? number : fallback;

    internal IResult PutMember(string name, string role)
    {
        if (!Accounts.ContainsKey(name)) return FakeAnswers.NotFound();
        if (Members.ContainsKey(name)) Members[name] = role;
        else Invited[name] = (Invited.TryGetValue(name, out var there) ? there.Id : NextId(), role);
        return FakeAnswers.Json(new { state = Members.ContainsKey(name) ? "active" : "pending", role });
    }

    private IResult DeleteMember(string name)
    {
        var was = Members.TryRemove(name, out _) | Invited.TryRemove(name, out _);
        foreach (var team in Teams.Values) team.Members.TryRemove(name, out _);
        foreach (var repository in Repositories.Values) repository.Direct.TryRemove(name, out _);
        return was ? Results.NoContent() : FakeAnswers.NotFound();
    }
}

/// <summary>A team.</summary>
public sealed class FakeTeam
{
    /// <summary>The team above it, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>Its own members with their roles.</summary>
    public ConcurrentDictionary<string, string> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Its invitations.</summary>
    public ConcurrentDictionary<string, long> Invited { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Who has a right of their own to a repository.</summary>
public sealed class FakeCollaborators
{
    /// <summary>Teams with their rights.</summary>
    public ConcurrentDictionary<string, string> Teams { get; } = new(StringComparer.Ordinal);

    /// <summary>The rights, as they are told: pull, push...</summary>
    public ConcurrentDictionary<string, string> Direct { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Invitations.</summary>
    public ConcurrentDictionary<string, (long Id, string Right)> Invited { get; } = new(StringComparer.OrdinalIgnoreCase);
}
