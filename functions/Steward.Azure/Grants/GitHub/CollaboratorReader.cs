using Steward.Azure.GitHub;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>Reads who has a right of their own to a repository; rights through teams are the teams'.</summary>
internal static class CollaboratorReader
{
    public static async Task<IReadOnlyList<ActualGrant>> ReadAsync(GitHubApi api, string repository, OrganisationMembers members, FloorReader floors, CancellationToken cancellation)
    {
        var direct = await api.AllAsync<ListedAccount>($"repos/{repository}/collaborators?affiliation=direct", cancellation);
        // An owner is shown as administrator whatever else there is, and nobody is shown with less than pull.
        var floor = direct.Any(c => RightOf(c.RoleName) != "pull" && !members.IsOwner(c.Login)) ? await floors.ReadAsync(api, repository, cancellation) : FloorReader.None;
        var invited = await api.AllAsync<RepositoryInvitation>($"repos/{repository}/invitations", cancellation);
        return
        [
            .. direct.Select(c => new ActualGrant(GrantKinds.Repository, repository, c.Login, RightOf(c.RoleName)) 
            {
                IsOutside = !members.Has(c.Login), IsPerson = c.Type != "Bot", Floors = [.. floor[c.Login]],
            }),
            .. invited.Where(i => i.Invitee is not null).Select(i => new ActualGrant(GrantKinds.Repository, repository, i.Invitee!.Login, RightOf(i.Permissions))
            {
                IsPending = true, Handle = $"{i.Id}", IsOutside = !members.Has(i.Invitee.Login),
            }),
        ];
    }

    /// <summary>GitHub calls rights read and write where it shows them, and pull and push where it is told them.</summary>
    public static string RightOf(string? role) => role switch { "read" or null => "pull", "write" => "push", _ => role };

    /// <summary>The other way round.</summary>
    public static string RoleOf(string right) => right switch { "pull" => "read", "push" => "write", _ => right };
}
