using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>Who overrides brakes.</summary>
/// <param name="By">Who.</param>
/// <param name="Keys">Which brakes: <c>github/team/share</c>.</param>
public sealed record BrakeOverrides(string By, IReadOnlyCollection<string> Keys)
{
    /// <summary>Nobody, none.</summary>
    public static BrakeOverrides None { get; } = new("", []);
}

/// <summary>Compares what is to be with what is. Pure: the same file, states and time give the same plan.</summary>
public static class AccessPlanner
{
    private static readonly string[] Giving = [GrantKinds.Organisation, GrantKinds.Team, GrantKinds.Repository, GrantKinds.Role];

    // Taking begins with the smallest: who leaves the organisation leaves everything at once.
    private static readonly string[] Taking = [GrantKinds.Repository, GrantKinds.Team, GrantKinds.Organisation, GrantKinds.Role];

    /// <summary>The plan of all systems that the file handles; one without a state is unknown.</summary>
    public static AccessPlan Plan(AccessModel model, IReadOnlyCollection<SystemState> states, DateTimeOffset time, BrakeOverrides overrides)
    {
        var (changes, brakes, notes, unknown) = (new List<AccessChange>(), new List<Brake>(), new List<PlanNote>(), new List<string>());
        foreach (var system in new[] { SystemNames.GitHub, SystemNames.Azure })
        {
            if (CareScope.Of(model, system) is not { } care) continue;
            if (states.FirstOrDefault(s => s.System == system) is not { Problem: null } state)
            {
                unknown.Add(system);
                notes.Add(new PlanNote(system, "unread", system, states.FirstOrDefault(s => s.System == system)?.Problem ?? "It was not read, so nothing is changed there."));
                continue;
            }

            var comparison = new SystemComparison(model, care, state, time);
            var found = Sorted(comparison.Run().Select(c => c with { Asks = HighGrants.Why(model.Rules.Apply, state, c) }));
            changes.AddRange(found);
            brakes.AddRange(new BrakeCheck(model, state, found).Run(comparison));
            notes.AddRange(comparison.Notes);
        }

        return Release(new AccessPlan(time, changes, brakes, notes) { Unknown = unknown, File = model.Digest }, overrides);
    }

    /// <summary>The same plan with some brakes overridden; its digest stays.</summary>
    public static AccessPlan Release(AccessPlan plan, BrakeOverrides overrides)
    {
        var brakes = plan.Brakes.Select(b => b.IsFinal || !overrides.Keys.Contains(b.Key, StringComparer.Ordinal) ? b : b with { OverriddenBy = overrides.By }).ToList();
        return plan with { Brakes = brakes, Changes = [.. plan.Changes.Select(c => c with { IsHeld = brakes.Any(b => b.Holds && b.System == c.System && b.Kind == c.Kind) })] };
    }

    private static List<AccessChange> Sorted(IEnumerable<AccessChange> changes) =>
    [
        .. changes.OrderBy(c => c.IsRemoval).ThenBy(c => Array.IndexOf(c.IsRemoval ? Taking : Giving, c.Kind))
            .ThenBy(c => c.Target, StringComparer.Ordinal).ThenBy(c => c.Subject, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.To ?? c.From, StringComparer.Ordinal),
    ];
}
