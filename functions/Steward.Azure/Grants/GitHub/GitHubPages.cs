using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>Reads lists to their end, a hundred at a time.</summary>
internal static class GitHubPages
{
    public static async Task<List<T>> AllAsync<T>(this GitHubApi api, string path, CancellationToken cancellation)
    {
        var all = new List<T>();
        var next = (string?)$"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page=100";
        while (next is not null)
        {
            (var items, next) = await api.GetPageAsync<T>(next, cancellation);
            all.AddRange(items);
            if (all.Count > IGrantSystem.MaxGrants) throw StewardException.Invalid($"{path} has more than {IGrantSystem.MaxGrants} entries, which is the limit here.");
        }

        return all;
    }
}

/// <summary>An account as lists show it.</summary>
internal sealed record ListedAccount(string Login, long Id, string? Type, string? RoleName);

/// <summary>An invitation to an organisation or a team; without a login it went to a mail address, which is nobody's business here.</summary>
internal sealed record ListedInvitation(long Id, string? Login, string? Role);

/// <summary>An invitation to a repository.</summary>
internal sealed record RepositoryInvitation(long Id, ListedAccount? Invitee, string? Permissions);
