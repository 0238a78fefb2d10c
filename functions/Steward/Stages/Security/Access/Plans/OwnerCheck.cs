using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>Whether enough owners are left: of the GitHub organisation, and of each scope in Azure.</summary>
internal static class OwnerCheck
{
    private const string AzureOwner = "Owner";

    public static IEnumerable<Brake> Run(AccessModel model, SystemState state, IEnumerable<AccessChange> changes, string kind)
    {
        foreach (var target in changes.Where(c => c.Kind == kind).GroupBy(c => c.Target, StringComparer.OrdinalIgnoreCase))
        {
            var now = Owners(state, kind, target.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var going = target.Where(c => c.IsRemoval && now.Contains(c.Subject) && WasOwner(c)).Select(c => c.Subject).ToList();
            if (going.Count == 0) continue;
            var after = now.Except(going, StringComparer.OrdinalIgnoreCase).Union(target.Where(BecomesOwner).Select(c => c.Subject), StringComparer.OrdinalIgnoreCase).Count();
            var minimum = model.Rules.Brakes.MinimumOwners;
            if (after == 0)
                yield return new Brake(state.System, kind, BrakeNames.LastOwner, $"{Texts.Some(going)} would go, and {target.Key} would have no owner left.") { IsFinal = true };
            else if (after < minimum)
                yield return new Brake(state.System, kind, BrakeNames.Owners, $"{Texts.Some(going)} would go, and {target.Key} would have {Texts.Count(after, "owner")} left; the file asks for {minimum}.");
        }
    }

    private static IEnumerable<string> Owners(SystemState state, string kind, string target) => state.Grants
        .Where(g => g.Kind == kind && !g.IsPending && IsOwner(kind, g.Right) && g.Target.Equals(target, StringComparison.OrdinalIgnoreCase)).Select(g => g.Account);

    private static bool IsOwner(string kind, string right) => kind switch
    {
        GrantKinds.Organisation => right == "admin",
        GrantKinds.Role => right.Equals(AzureOwner, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool WasOwner(AccessChange change) => change.From is { } from && IsOwner(change.Kind, from);

    // An invitation can be declined: only who is a member already becomes an owner for sure. Azure's assignments hold at once.
    private static bool BecomesOwner(AccessChange change) => change.To is { } to && IsOwner(change.Kind, to) && change switch
    {
        { Kind: GrantKinds.Organisation } => change is { Action: ChangeAction.Raise, IsPending: false },
        _ => change.Action == ChangeAction.Grant,
    };
}
