using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>A grant that somebody is to have, and why.</summary>
/// <param name="Grant">The strongest grant that the sources give for its target.</param>
/// <param name="Person">The person's key.</param>
/// <param name="Account">The account in the system; null: the person has none there.</param>
/// <param name="Sources">What gives exactly this grant; at least one.</param>
public sealed record DesiredGrant(Grant Grant, string Person, string? Account, IReadOnlyList<GrantSource> Sources)
{
    /// <summary>For people: who, and why.</summary>
    public string Reason => $"{Person}: {string.Join("; ", Sources.Select(s => s.Sentence))}";
}

/// <summary>What everybody is to have at a time. Pure.</summary>
public static class Desired
{
    /// <summary>All grants, by person in the order of the file; of rights that contain each other the strongest.</summary>
    public static IReadOnlyList<DesiredGrant> Of(AccessModel model, DateTimeOffset time) =>
        [.. model.People.Values.SelectMany(person => Of(model, person, time))];

    /// <summary>A person's grants.</summary>
    public static IEnumerable<DesiredGrant> Of(AccessModel model, AccessPerson person, DateTimeOffset time) =>
        from source in PersonLevels.Of(model, person, time)
        from grant in model.Levels[source.Level]
        group (grant, source) by SlotOf(grant) into slot
        select Strongest(person, [.. slot]);

    /// <summary>True when a file lets a person, by key, administer Steward.</summary>
    public static bool Administers(this AccessModel model, string person, DateTimeOffset time) =>
        model.People.GetValueOrDefault(person) is { } found && Of(model, found, time).Any(d => d.Grant is { Kind: GrantKinds.Level, Right: "administer" });

    private static DesiredGrant Strongest(AccessPerson person, IReadOnlyList<(Grant Grant, GrantSource Source)> given)
    {
        var best = given.MaxBy(g => Rights.RankOf(g.Grant.Kind, g.Grant.Right)).Grant;
        return new DesiredGrant(best, person.Key, AccountOf(person, best.System), [.. given.Where(g => g.Grant.Right == best.Right).Select(g => g.Source).Distinct()]);
    }

    // A person may have several of Azure's roles at one scope; of everything else one right.
    private static (string, string, string, string) SlotOf(Grant grant) =>
        (grant.System, grant.Kind, grant.Target, grant.Kind == GrantKinds.Role ? grant.Right.ToUpperInvariant() : "");

    private static string? AccountOf(AccessPerson person, string system) => system switch
    {
        SystemNames.GitHub => person.GitHub?.Login,
        SystemNames.Azure => person.Azure,
        _ => person.Key,
    };
}
