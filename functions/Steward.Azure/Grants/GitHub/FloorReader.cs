using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>
/// Reads what people have at repositories through teams and through the organisation: GitHub shows a collaborator with the strongest right, also where it comes from there.
/// https://docs.github.com/rest/repos/repos#list-repository-teams
/// </summary>
/// <param name="members">The organisation's members.</param>
/// <param name="organisation">Its login.</param>
internal sealed class FloorReader(OrganisationMembers members, string organisation)
{
    private readonly Dictionary<string, List<ListedAccount>> _teams = new(StringComparer.OrdinalIgnoreCase);
    private string? _base;

    /// <summary>Nothing comes from anywhere.</summary>
    public static ILookup<string, GrantFloor> None { get; } = Array.Empty<GrantFloor>().ToLookup(_ => "");

    /// <summary>The rights at a repository by login.</summary>
    public async Task<ILookup<string, GrantFloor>> ReadAsync(GitHubApi api, string repository, CancellationToken cancellation)
    {
        var owner = repository.Split('/')[0];
        var found = new List<(string Login, GrantFloor Floor)>();
        foreach (var team in await TeamsAsync(api, repository, cancellation))
        {
            var floor = new GrantFloor(CollaboratorReader.RightOf(team.Permission), $"the team {owner}/{team.Slug}");
            found.AddRange((await MembersAsync(api, $"orgs/{owner}/teams/{team.Slug}", cancellation)).Select(m => (m.Login, floor)));
        }

        if (owner.Equals(organisation, StringComparison.OrdinalIgnoreCase) && await BaseAsync(api, cancellation) is { Length: > 0 } right)
            found.AddRange(members.Members.Select(m => (m.Login, new GrantFloor(right, $"the base permission of {owner}"))));
        return found.ToLookup(f => f.Login, f => f.Floor, StringComparer.OrdinalIgnoreCase);
    }

    // The repository of a person has no teams, and GitHub says so with "not found".
    private static async Task<IReadOnlyList<RepositoryTeam>> TeamsAsync(GitHubApi api, string repository, CancellationToken cancellation)
    {
        try
        {
            return await api.AllAsync<RepositoryTeam>($"repos/{repository}/teams", cancellation);
        }
        catch (StewardException absent) when (absent.Kind == FailureKind.NotFound)
        {
            return [];
        }
    }

    private async Task<List<ListedAccount>> MembersAsync(GitHubApi api, string team, CancellationToken cancellation) =>
        _teams.TryGetValue(team, out var known) ? known : _teams[team] = await api.AllAsync<ListedAccount>($"{team}/members", cancellation);

    private async Task<string> BaseAsync(GitHubApi api, CancellationToken cancellation) =>
        _base ??= (await api.ReadAsync<ListedOrganisation>($"orgs/{organisation}", cancellation)).DefaultRepositoryPermission is { } right and not "none" ? CollaboratorReader.RightOf(right) : "";

    private sealed record RepositoryTeam(string Slug, string? Permission);

    private sealed record ListedOrganisation(string? DefaultRepositoryPermission);
}
