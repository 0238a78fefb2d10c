using Steward.Kernel;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>The sentences about plans.</summary>
public static class PlanText
{
    /// <summary>A plan in one sentence.</summary>
    public static string Summary(AccessPlan plan) => plan.Verdict switch
    {
        PlanVerdict.InPlace => "Access is as the file says.",
        PlanVerdict.Unknown => $"{string.Join(" and ", plan.Unknown)} could not be read; {Count(plan)} elsewhere.",
        PlanVerdict.Stopped => $"{Count(plan)}; held by {Texts.Some([.. plan.Brakes.Where(b => b.Holds).Select(b => b.Key)])}.",
        _ => $"{Count(plan)}.",
    };

    /// <summary>A change in one line: <c>github team acme/platform: ada gets member</c>.</summary>
    public static string Line(AccessChange change) => $"{change.System} {change.Kind} {change.Target}: {change.Subject} {What(change)}";

    private static string What(AccessChange change) => change.Action switch
    {
        ChangeAction.Grant => $"gets {change.To}",
        ChangeAction.Raise => $"is raised from {change.From} to {change.To}",
        ChangeAction.Lower => $"is lowered from {change.From} to {change.To}",
        _ => $"loses {change.From}",
    };

    private static string Count(AccessPlan plan)
    {
        var removals = plan.Changes.Count(c => c.IsRemoval);
        return $"{Texts.Count(plan.Changes.Count, "change")}, {(removals == 0 ? "none" : $"{removals}")} of them taking something away";
    }
}
