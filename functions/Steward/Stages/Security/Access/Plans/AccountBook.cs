using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>Whose account is whose, by what the system says now: the number wins over the login.</summary>
internal sealed class AccountBook
{
    private readonly Dictionary<string, KnownAccount> _byAsked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AccessPerson> _people = new(StringComparer.OrdinalIgnoreCase);

    public AccountBook(AccessModel model, SystemState state)
    {
        foreach (var account in state.Accounts) _byAsked[account.Asked] = account;
        foreach (var person in model.People.Values)
        {
            if ((state.System == SystemNames.GitHub ? person.GitHub?.Login : person.Azure) is not { } asked) continue;
            if (NameOf(asked) is { } name) _people[name] = person;
            if (IsGone(asked)) Gone.Add((person, asked));
            else if (NameOf(asked) is { } now && !now.Equals(asked, StringComparison.OrdinalIgnoreCase)) Renamed.Add((person, asked, now));
        }
    }

    /// <summary>People whose account is not there any more.</summary>
    public List<(AccessPerson Person, string Asked)> Gone { get; } = [];

    /// <summary>People whose account has another name now.</summary>
    public List<(AccessPerson Person, string Asked, string Now)> Renamed { get; } = [];

    /// <summary>The name of an account now; null: it is gone. What the system was not asked about is believed.</summary>
    public string? NameOf(string asked) => _byAsked.TryGetValue(asked, out var known) ? known.Name : asked;

    /// <summary>The person of an account; null: nobody in the file.</summary>
    public AccessPerson? PersonOf(string account) => _people.GetValueOrDefault(account);

    private bool IsGone(string asked) => _byAsked.TryGetValue(asked, out var known) && known.Name is null;
}
