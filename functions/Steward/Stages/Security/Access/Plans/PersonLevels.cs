using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>The levels that people have at a time. Days are days of UTC; the last day of everything is whole.</summary>
public static class PersonLevels
{
    /// <summary>A person's levels with why; none for who has left.</summary>
    public static IEnumerable<GrantSource> Of(AccessModel model, AccessPerson person, DateTimeOffset time)
    {
        var today = DateOnly.FromDateTime(time.UtcDateTime);
        if (HasLeft(person, today)) return [];
        return [.. OfPositions(model, person), .. OfWhile(person, today), .. AsDeputy(model, person, today)];
    }

    /// <summary>True when a person's last day is over.</summary>
    public static bool HasLeft(AccessPerson person, DateOnly today) => person.Leaves < today;

    private static IEnumerable<GrantSource> OfPositions(AccessModel model, AccessPerson person) =>
        person.Positions.SelectMany(p => model.Positions[p].Select(level => new GrantSource(GrantSource.Position, p, level)));

    private static IEnumerable<GrantSource> OfWhile(AccessPerson person, DateOnly today) =>
        person.Temporary.Where(t => today <= t.Until).Select(t => new GrantSource(GrantSource.Temporary, t.Reason, t.Level) { Until = t.Until });

    // Only positions: what the absent person has for a while was for that person, and a deputy's deputy is nobody.
    private static IEnumerable<GrantSource> AsDeputy(AccessModel model, AccessPerson deputy, DateOnly today) =>
        from absent in model.People.Values
        where absent.Absent is { } a && a.Deputy == deputy.Key && a.From <= today && today <= a.Until && !HasLeft(absent, today)
        from source in OfPositions(model, absent)
        select source with { Kind = GrantSource.Deputy, For = absent.Key, Until = absent.Absent!.Until };
}
