using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>
/// The grants of a GitHub organisation: members, teams, collaborators and their invitations.
/// https://docs.github.com/rest/orgs/members , .../rest/teams/members , .../rest/collaborators/collaborators
/// </summary>
/// <param name="open">The API for an organisation.</param>
/// <param name="self">Finds the login as which it is called; null: an app, which is nobody's account.</param>
/// <param name="time">The clock.</param>
internal sealed class GitHubGrants(Func<string, GitHubApi> open, Func<CancellationToken, Task<string?>> self, TimeProvider time) : IGrantSystem
{
    /// <inheritdoc/>
    public string Name => SystemNames.GitHub;

    /// <inheritdoc/>
    public async Task<SystemState> ReadAsync(CareScope care, CancellationToken cancellation)
    {
        var (grants, unread) = (new List<ActualGrant>(), new List<UnreadTarget>());
        var organisation = new OrganisationReader(open(care.Organisation), care.Organisation);
        var members = await organisation.ReadAsync(cancellation);
        Add(grants, members.Grants);
        var floors = new FloorReader(members, care.Organisation);
        foreach (var team in care.Of(GrantKinds.Team))
            await TryAsync(GrantKinds.Team, team, unread, async () => Add(grants, await TeamReader.ReadAsync(open(team.Split('/')[0]), team, cancellation)));
        foreach (var repository in care.Of(GrantKinds.Repository))
            await TryAsync(GrantKinds.Repository, repository, unread, async () => Add(grants, await CollaboratorReader.ReadAsync(open(repository.Split('/')[0]), repository, members, floors, cancellation)));
        return new SystemState(Name, time.GetUtcNow())
        {
            Self = await self(cancellation),
            Grants = grants,
            Unread = unread,
            Accounts = await new AccountReader(open(care.Organisation), members).ReadAsync(care.Accounts, cancellation),
        };
    }

    /// <inheritdoc/>
    public Task ApplyAsync(AccessChange change, CancellationToken cancellation) =>
        new GitHubChange(open(change.Target.Split('/')[0]), change).ApplyAsync(cancellation);

    private static void Add(List<ActualGrant> all, IEnumerable<ActualGrant> found)
    {
        all.AddRange(found);
        if (all.Count > IGrantSystem.MaxGrants) throw StewardException.Invalid($"GitHub tells of more than {IGrantSystem.MaxGrants} grants, which is the limit here.");
    }

    // One team or repository that is gone or closed must not hide the others; silence is silence of them all.
    private static async Task TryAsync(string kind, string target, List<UnreadTarget> unread, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (StewardException refusal) when (refusal.Kind is FailureKind.NotFound or FailureKind.Forbidden)
        {
            unread.Add(new UnreadTarget(kind, target, refusal.Message));
        }
    }
}
