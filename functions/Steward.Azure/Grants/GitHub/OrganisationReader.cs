using Steward.Azure.GitHub;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>The members of an organisation with their numbers, and its grants.</summary>
/// <param name="Members">The members; not those who are only invited.</param>
/// <param name="Grants">Members and invitations.</param>
internal sealed record OrganisationMembers(IReadOnlyList<ListedAccount> Members, IReadOnlyList<ActualGrant> Grants)
{
    private readonly HashSet<string> _logins = new(Members.Select(m => m.Login), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _owners = new(Grants.Where(g => g is { Right: "admin", IsPending: false }).Select(g => g.Account), StringComparer.OrdinalIgnoreCase);

    public bool Has(string login) => _logins.Contains(login);

    public bool IsOwner(string login) => _owners.Contains(login);
}

/// <summary>Reads who belongs to an organisation. Without it nothing else can be judged, so every failure is the whole system's.</summary>
internal sealed class OrganisationReader(GitHubApi api, string organisation)
{
    public async Task<OrganisationMembers> ReadAsync(CancellationToken cancellation)
    {
        var admins = await api.AllAsync<ListedAccount>($"orgs/{organisation}/members?role=admin", cancellation);
        var members = await api.AllAsync<ListedAccount>($"orgs/{organisation}/members?role=member", cancellation);
        var invited = await api.AllAsync<ListedInvitation>($"orgs/{organisation}/invitations", cancellation);
        return new OrganisationMembers(
            [.. admins, .. members],
            [
                .. admins.Select(a => Grant(a.Login, "admin") with { IsPerson = a.Type != "Bot" }),
                .. members.Select(m => Grant(m.Login, "member") with { IsPerson = m.Type != "Bot" }),
                .. invited.Where(i => i.Login is not null).Select(i => Grant(i.Login!, i.Role == "admin" ? "admin" : "member") with { IsPending = true, Handle = $"{i.Id}" }),
            ]);
    }

    private ActualGrant Grant(string login, string role) => new(GrantKinds.Organisation, organisation, login, role);
}
