using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Azure.Grants.GitHub;

/// <summary>One change on GitHub. Puts are the same the second time; what is to go and is gone is done.</summary>
internal sealed class GitHubChange(GitHubApi api, AccessChange change)
{
    private string Subject => Uri.EscapeDataString(change.Subject);

    public Task ApplyAsync(CancellationToken cancellation) => change switch
    {
        { Kind: GrantKinds.Repository, IsPending: true, Handle: { } invitation } => InvitationAsync($"repos/{change.Target}/invitations/{invitation}", cancellation),
        { Kind: GrantKinds.Repository, To: null } => RemoveAsync($"repos/{change.Target}/collaborators/{Subject}", cancellation),
        { Kind: GrantKinds.Repository, To: { } right } => api.PutAsync($"repos/{change.Target}/collaborators/{Subject}", new { permission = right }, cancellation),
        { To: null } => RemoveAsync(Membership(), cancellation),
        { To: { } role } => api.PutAsync(Membership(), new { role }, cancellation),
    };

    private string Membership() => change.Kind switch
    {
        GrantKinds.Organisation => $"orgs/{change.Target}/memberships/{Subject}",
        GrantKinds.Team => $"orgs/{change.Target.Split('/')[0]}/teams/{change.Target.Split('/')[1]}/memberships/{Subject}",
        _ => throw StewardException.Invalid($"GitHub has no grants of kind '{Texts.Clip(change.Kind, 40)}'."),
    };

    private Task InvitationAsync(string path, CancellationToken cancellation) => change.To is { } right
        ? api.PatchAsync(path, new { permissions = CollaboratorReader.RoleOf(right) }, cancellation)
        : RemoveAsync(path, cancellation);

    private async Task RemoveAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await api.DeleteAsync(path, cancellation);
        }
        catch (StewardException gone) when (gone.Kind == FailureKind.NotFound)
        {
            // Somebody was faster, or this is the second run: what was to go is gone. The verifying read would tell otherwise.
        }
    }
}
