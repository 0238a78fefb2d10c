using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>
/// Which grants nobody gets without a person's approval, whatever the file says of applying: who has one of them can give himself the rest, and whoever pushes the file
/// could give it to himself. The file may name more, never fewer.
/// </summary>
public static class HighGrants
{
    // Contributor assigns no roles, but runs code as whatever identity a machine or a function has.
    private static readonly string[] Roles = ["Owner", "Contributor", "User Access Administrator", "Role Based Access Control Administrator"];

    /// <summary>Why a change asks for an approval, a part of a sentence; null: it does not.</summary>
    public static string? Why(ApplyRules rules, SystemState state, AccessChange change) => change switch
    {
        { To: null } => null,
        { Kind: GrantKinds.Organisation, To: "admin" } => "an owner gives himself everything in the organisation",
        { Kind: GrantKinds.Repository, To: "admin" } => "an administrator of a repository lets others in and turns its protection off",
        { Kind: GrantKinds.Role, To: { } role } when Roles.Contains(role, StringComparer.OrdinalIgnoreCase) => $"{role} is one of Azure's highest roles",
        { Kind: GrantKinds.Role, To: { } role } when state.GrantingRoles.Contains(role, StringComparer.OrdinalIgnoreCase) => $"{role} lets who has it assign roles",
        _ when rules.Asks.FirstOrDefault(a => Means(Permission.Parse(a), change)) is { } named => $"the file names {named} in apply.asks",
        _ => null,
    };

    /// <summary>The plan with what asks for an approval held back.</summary>
    public static AccessPlan HoldBack(AccessPlan plan) => plan with { Changes = [.. plan.Changes.Select(c => c with { IsHeld = c.IsHeld || c.Asks is not null })] };

    private static bool Means(Permission named, AccessChange change) =>
        named.System == change.System && named.Kind == change.Kind
        && (named.Target == change.Target || (named.Kind == GrantKinds.Role && change.Target.StartsWith($"{named.Target}/", StringComparison.Ordinal)))
        && (named.Right is null || Rights.Covers(named.Kind, change.To!, named.Right));
}
