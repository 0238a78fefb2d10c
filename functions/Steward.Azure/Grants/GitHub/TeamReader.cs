using Steward.Azure.GitHub;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>
/// Reads the members of a team. GitHub lists those of the teams below among them: they are there through those teams, and only there can they be taken out.
/// </summary>
internal static class TeamReader
{
    public static async Task<IReadOnlyList<ActualGrant>> ReadAsync(GitHubApi api, string team, CancellationToken cancellation)
    {
        var (organisation, slug) = (team.Split('/')[0], team.Split('/')[1]);
        var path = $"orgs/{organisation}/teams/{slug}";
        var below = await BelowAsync(api, path, organisation, cancellation);
        var found = new List<ActualGrant>();
        foreach (var role in Rights.Of(GrantKinds.Team))
        {
            foreach (var member in await api.AllAsync<ListedAccount>($"{path}/members?role={role}", cancellation))
                found.Add(new ActualGrant(GrantKinds.Team, team, member.Login, role) { Through = role == "member" ? below.GetValueOrDefault(member.Login) : null, IsPerson = member.Type != "Bot" });
        }

        var invited = await api.AllAsync<ListedInvitation>($"{path}/invitations", cancellation);
        return [.. found, .. invited.Where(i => i.Login is not null).Select(i => new ActualGrant(GrantKinds.Team, team, i.Login!, "member") { IsPending = true, Handle = $"{i.Id}" })];
    }

    private static async Task<Dictionary<string, string>> BelowAsync(GitHubApi api, string path, string organisation, CancellationToken cancellation)
    {
        var below = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in await api.AllAsync<ListedTeam>($"{path}/teams", cancellation))
        {
            foreach (var member in await api.AllAsync<ListedAccount>($"orgs/{organisation}/teams/{child.Slug}/members", cancellation))
                below.TryAdd(member.Login, $"the team {child.Slug} below it");
        }

        return below;
    }

    private sealed record ListedTeam(string Slug);
}
