using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>Holds what a file gave against the plan of the time: what was given and not in place yet, and what was in place still. Pure.</summary>
public static class HeldGrants
{
    /// <summary>What a person had, by file, plan and the file that was approved last; the plan null: nothing is known of the systems.</summary>
    public static IReadOnlyList<HeldGrant> Of(CouldAnswer given, AccessPlan? plan, AccessModel? settled) =>
    [
        .. given.Grants.Select(g => Held(g, given, plan, settled)),
        .. (plan?.Changes ?? []).Where(c => c.IsRemoval && c.Person == given.Person && !given.Grants.Any(g => IsAt(g, c)))
            .Select(c => new HeldGrant(c.System, c.Kind, c.Target, c.From!, []) { State = HeldGrant.Still }),
    ];

    private static HeldGrant Held(HeldGrant grant, CouldAnswer given, AccessPlan? plan, AccessModel? settled)
    {
        if (grant.System == SystemNames.Steward) return Own(grant, given, settled);
        if (plan is null || plan.Unknown.Contains(grant.System, StringComparer.Ordinal)) return grant with { State = HeldGrant.NotKnown };
        return plan.Changes.FirstOrDefault(c => c.Person == given.Person && IsAt(grant, c)) switch
        {
            { From: null } => grant with { State = HeldGrant.NotYet },
            { From: { } had, IsRemoval: var isLess } => grant with { Right = had, Given = grant.Right, State = isLess ? HeldGrant.Still : HeldGrant.NotYet },
            _ => grant with { State = HeldGrant.InPlace },
        };
    }

    // As the doors see it: nobody administers whom the file that was approved last does not let.
    private static HeldGrant Own(HeldGrant grant, CouldAnswer given, AccessModel? settled)
    {
        var isHeld = grant.Right == "administer" && settled is not null && !settled.Administers(given.Person, given.At);
        return isHeld ? grant with { Right = "approve", Given = grant.Right, State = HeldGrant.NotYet } : grant with { State = HeldGrant.InPlace };
    }

    private static bool IsAt(HeldGrant grant, AccessChange change) =>
        grant.System == change.System && grant.Kind == change.Kind && grant.Target.Equals(change.Target, StringComparison.OrdinalIgnoreCase)
        && (grant.Kind != GrantKinds.Role || grant.Right.Equals(change.To ?? change.From, StringComparison.OrdinalIgnoreCase));
}
