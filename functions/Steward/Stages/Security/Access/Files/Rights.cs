using System.Collections.Immutable;

namespace Steward.Stages.Security.Access.Files;

/// <summary>The order of rights: of each kind the least first. Azure's roles have none.</summary>
public static class Rights
{
    private static readonly Dictionary<string, ImmutableArray<string>> ByKind = new(StringComparer.Ordinal)
    {
        [GrantKinds.Organisation] = ["member", "admin"],
        [GrantKinds.Team] = ["member", "maintainer"],
        [GrantKinds.Repository] = ["pull", "triage", "push", "maintain", "admin"],
        [GrantKinds.Level] = ["read", "upload", "approve", "administer"],
        [GrantKinds.Role] = [],
    };

    /// <summary>The rights of a kind, the least first; none for Azure's roles.</summary>
    public static ImmutableArray<string> Of(string kind) => ByKind[kind];

    /// <summary>How much a right is; -1 for one that is not known, such as a custom role, which is less than nothing and more than nothing.</summary>
    public static int RankOf(string kind, string right) => ByKind[kind].IndexOf(right);

    /// <summary>True when having one right gives the other.</summary>
    public static bool Covers(string kind, string has, string wanted)
    {
        var (mine, asked) = (RankOf(kind, has), RankOf(kind, wanted));
        return mine < 0 || asked < 0 ? has.Equals(wanted, StringComparison.OrdinalIgnoreCase) : mine >= asked;
    }
}
