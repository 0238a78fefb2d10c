using Steward.Policy;

namespace Steward.Stages.Security.Access.Files;

/// <summary>What may stand in <c>steward-access.yaml</c>: the strict reader and the JSON Schema are made from it.</summary>
internal static class AccessShape
{
    private const int Most = 2_000;

    public static ObjectShape File { get; } = new(
        "Who may do what, by position.",
        new Field("version", new NumberShape("The version of this file's format: 1.", 1, 1), Required: true),
        new Field("systems", Systems),
        new Field("levels", new MapShape("Access levels: what each grants.", Name("A level."), SystemShapes.Level) { MaxEntries = Most }, Required: true),
        new Field("positions", new MapShape("Positions: the levels of each.", Name("A position."), Names("The position's levels.", "A level.")) { MaxEntries = Most }, Required: true),
        new Field("people", new MapShape("The people, by a key that is not personal.", Name("A person's key."), Person) { MaxEntries = Most }, Required: true),
        new Field("brakes", Brakes),
        new Field("apply", Apply));

    private static ObjectShape Systems => new(
        "The systems whose access is administered here.",
        new Field("github", SystemShapes.GitHub),
        new Field("azure", SystemShapes.Azure));

    private static ObjectShape Person => new(
        "A person.",
        new Field("positions", Names("The person's positions.", "A position.")),
        new Field("accounts", PersonShapes.Accounts),
        new Field("absent", PersonShapes.Absent),
        new Field("temporary", new ListShape("Levels for a while; they end by themselves.", PersonShapes.Temporary) { MaxItems = 50 }),
        new Field("leaves", new DateShape("The last day; on the day after nothing is left.")));

    private static ObjectShape Brakes => new(
        "What holds a plan up that takes away too much.",
        new Field("removals", new ObjectShape(
            "Limits for each kind of removal; a demotion is one.",
            new Field("share", new NumberShape("The most removals of a kind, in per cent. Default 25.", 0, 100)),
            new Field("number", new NumberShape("The most removals of a kind. Default 20.", 0, 10_000)),
            new Field("people", new NumberShape("Up to how many people may lose something without the share being asked. Default 1.", 0, 100)))),
        new Field("minimumOwners", new NumberShape("The fewest owners that a plan may leave. Default 2.", 1, 100)));

    private static ObjectShape Apply => new(
        "How plans are applied.",
        new Field("mode", new TextShape("By approval of each plan, or automatically within the limits here. Default approval.") { OneOf = ["approval", "automatic"] }),
        new Field("only", new TextShape("What is applied automatically: additions, or all changes. Default additions.") { OneOf = ["additions", "all"] }),
        new Field("changes", new NumberShape("The most changes that are applied automatically. Default 20.", 1, 10_000)),
        new Field("asks", new ListShape(
            "Permissions that are given by approval only, beside owners, administrators of repositories and Azure's highest roles, which always are.",
            new TextShape("A permission, as 'steward access who' reads it: github:@acme/admins, azure:/:Reader.") { MaxLength = 500 }) { MaxItems = 100 }));

    /// <summary>Names that the file gives by itself.</summary>
    public static TextShape Name(string description) =>
        new(description) { Pattern = "[a-z0-9][a-z0-9._-]*", PatternMeans = "a name in lower case: letters, digits, '.', '_' or '-'", MaxLength = 60 };

    private static ListShape Names(string description, string item) => new(description, Name(item)) { MaxItems = 50 };
}
