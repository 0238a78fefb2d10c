using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>Finds what has become of accounts: by number where the file has it, else by login. Members of the organisation need no call.</summary>
internal sealed class AccountReader(GitHubApi api, OrganisationMembers members)
{
    private const int MaxAsked = 2_000;
    private readonly ILookup<long, ListedAccount> _byId = members.Members.ToLookup(m => m.Id);
    private readonly ILookup<string, ListedAccount> _byLogin = members.Members.ToLookup(m => m.Login, StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<KnownAccount>> ReadAsync(IReadOnlyList<CareAccount> accounts, CancellationToken cancellation)
    {
        if (accounts.Count > MaxAsked) throw StewardException.Invalid($"The file has more than {MaxAsked} accounts on GitHub, which is the limit here.");
        var known = new List<KnownAccount>(accounts.Count);
        foreach (var account in accounts) known.Add(Member(account) ?? await AskAsync(account, cancellation));
        return known;
    }

    private KnownAccount? Member(CareAccount account) =>
        (account.Id is { } id ? _byId[id] : _byLogin[account.Name]).FirstOrDefault() is { } member
            ? new KnownAccount(account.Name, member.Login, member.Id)
            : null;

    private async Task<KnownAccount> AskAsync(CareAccount account, CancellationToken cancellation)
    {
        try
        {
            var found = await api.ReadAsync<ListedAccount>(account.Id is { } id ? $"user/{id}" : $"users/{Uri.EscapeDataString(account.Name)}", cancellation);
            return new KnownAccount(account.Name, found.Login, found.Id);
        }
        catch (StewardException gone) when (gone.Kind == FailureKind.NotFound)
        {
            return new KnownAccount(account.Name, null, account.Id);
        }
    }
}
