using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Systems;

/// <summary>What of a system the file speaks for, and whose accounts it names: nothing else is read or changed.</summary>
/// <param name="System">The system.</param>
/// <param name="Organisation">The GitHub organisation; empty elsewhere.</param>
/// <param name="Targets">The targets by kind.</param>
/// <param name="Accounts">The accounts in the file.</param>
public sealed record CareScope(string System, string Organisation, IReadOnlyList<CareTarget> Targets, IReadOnlyList<CareAccount> Accounts)
{
    /// <summary>The names of Azure's roles that levels mention.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The targets of a kind.</summary>
    public IEnumerable<string> Of(string kind) => Targets.Where(t => t.Kind == kind).Select(t => t.Target);

    /// <summary>True when the file speaks for a target.</summary>
    public bool Has(string kind, string target) => Targets.Contains(new CareTarget(kind, target));

    /// <summary>What a file speaks for in a system; null when it does not handle it.</summary>
    public static CareScope? Of(AccessModel model, string system) => system switch
    {
        SystemNames.GitHub when model.Systems.GitHub is { } github => new CareScope(
            system, github.Organisation, Mentioned(model, system),
            [.. model.People.Values.Where(p => p.GitHub is not null).Select(p => new CareAccount(p.GitHub!.Login, p.GitHub.Id))]),
        SystemNames.Azure when model.Systems.Azure is { } azure => new CareScope(
            system, "", [.. Mentioned(model, system).Concat(azure.Scopes.Select(s => new CareTarget(GrantKinds.Role, s))).Distinct()],
            [.. model.People.Values.Where(p => p.Azure is not null).Select(p => new CareAccount(p.Azure!, null))])
        {
            Roles = [.. model.Mentioned.Where(g => g.System == system).Select(g => g.Right).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
        },
        _ => null,
    };

    private static List<CareTarget> Mentioned(AccessModel model, string system) =>
        [.. model.Mentioned.Where(g => g.System == system).Select(g => new CareTarget(g.Kind, g.Target)).Distinct().OrderBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Target, StringComparer.Ordinal)];
}

/// <summary>A target under care.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Target">Which.</param>
public readonly record struct CareTarget(string Kind, string Target);

/// <summary>An account in the file.</summary>
/// <param name="Name">The login or object id.</param>
/// <param name="Id">GitHub's number, where the file has it.</param>
public sealed record CareAccount(string Name, long? Id);
