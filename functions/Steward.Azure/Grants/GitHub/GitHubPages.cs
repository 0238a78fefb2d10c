using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.GitHub;

/// <summary>Reads lists to their end, a hundred at a time.</summary>
internal static class GitHubPages
{
    private const int MaxPages = 2 * IGrantSystem.MaxGrants / 100;

    public static async Task<List<T>> AllAsync<T>(this GitHubApi api, string path, CancellationToken cancellation)
    {
        var all = new List<T>();
        var next = (string?)$"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page=100";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (next is not null)
        {
            if (!seen.Add(next)) throw StewardException.Unavailable($"GitHub leads from {path} to the same page twice, and is not believed.");
            if (seen.Count > MaxPages) throw StewardException.Invalid($"{path} has more than {MaxPages} pages, which is the limit here.");
            (var items, next) = await api.GetPageAsync<T>(next, cancellation);
            all.AddRange(items.Select(i => i is null or ListedAccount { Login: not { Length: > 0 } } ? throw Nameless(path) : i));
            if (all.Count > IGrantSystem.MaxGrants) throw StewardException.Invalid($"{path} has more than {IGrantSystem.MaxGrants} entries, which is the limit here.");
        }

        return all;
    }

    // Whom to leave out is not known: who it is could be an owner.
    private static StewardException Nameless(string path) => StewardException.Unavailable($"GitHub told of an account without a login at {path}, and is not believed.");
}

/// <summary>An account as lists show it.</summary>
internal sealed record ListedAccount(string Login, long Id, string? Type, string? RoleName);

/// <summary>An invitation to an organisation or a team; without a login it went to a mail address, which is nobody's business here.</summary>
internal sealed record ListedInvitation(long Id, string? Login, string? Role);

/// <summary>An invitation to a repository.</summary>
internal sealed record RepositoryInvitation(long Id, ListedAccount? Invitee, string? Permissions);
