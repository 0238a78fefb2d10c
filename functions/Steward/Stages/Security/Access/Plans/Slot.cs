using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>A place for one right: an account at a target; in Azure for each role.</summary>
internal readonly record struct Slot(string Kind, string Target, string Account, string Role)
{
    public static Slot Of(string kind, string target, string account, string right) =>
        new(kind, target.ToLowerInvariant(), account.ToLowerInvariant(), kind == GrantKinds.Role ? right.ToLowerInvariant() : "");
}
