using Steward.Policy;

namespace Steward.Stages.Security.Access.Files;

/// <summary>The shapes of systems and of what levels grant in them.</summary>
internal static class SystemShapes
{
    private const string LoginPattern = "[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?";

    public static ObjectShape GitHub => new(
        "GitHub.",
        new Field("organisation", Login("The organisation's login."), Required: true),
        new Field("mode", Mode),
        new Field("outside", new FlagShape("Whether rights of outside collaborators that no position gives are taken away too. Default false: they are told.")));

    public static ObjectShape Azure => new(
        "Azure's role assignments.",
        new Field("mode", Mode),
        new Field("scopes", new ListShape("The scopes under care, besides those that levels mention.", Scope)));

    public static ObjectShape Level => new(
        "What a level grants.",
        new Field("github", new ObjectShape(
            "On GitHub.",
            new Field("organisation", new TextShape("The role in the organisation.") { OneOf = Rights.Of(GrantKinds.Organisation) }),
            new Field("teams", new MapShape("Teams by their slugs.", Slug, Right(GrantKinds.Team, "The role in the team."))),
            new Field("repositories", new MapShape("Repositories, owner/name.", Repository, Right(GrantKinds.Repository, "The right to the repository."))))),
        new Field("azure", new ListShape("Roles in Azure.", new ObjectShape(
            "A role at a scope.",
            new Field("scope", Scope, Required: true),
            new Field("role", new TextShape("The role's name: Reader.") { MaxLength = 128 }, Required: true)))),
        new Field("steward", Right(GrantKinds.Level, "The level in Steward itself.")));

    public static TextShape Login(string description) =>
        new(description) { Pattern = LoginPattern, PatternMeans = "a login: letters, digits and hyphens", MaxLength = 100 };

    private static TextShape Mode => new("Additive only gives; authoritative also takes away what no position gives, of what this file mentions. Default additive.") { OneOf = ["additive", "authoritative"] };

    private static TextShape Slug => new("A team's slug.") { Pattern = "[a-z0-9_][a-z0-9_.-]*", PatternMeans = "a team's slug, as it stands in its address", MaxLength = 100 };

    private static TextShape Repository => new("A repository.") { Pattern = "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", PatternMeans = "a repository as owner/name", MaxLength = 200 };

    private static TextShape Scope => new("A scope: /subscriptions/GUID, with a resource group or a resource behind it.")
    {
        Pattern = "/(subscriptions|providers/[Mm]icrosoft\\.[Mm]anagement/[Mm]anagementGroups)/[A-Za-z0-9._() -]+(/[A-Za-z0-9._() -]+)*",
        PatternMeans = "a scope: /subscriptions/..., without a slash at its end",
        MaxLength = 400,
    };

    private static TextShape Right(string kind, string description) => new(description) { OneOf = Rights.Of(kind) };
}
