using Steward.Policy;

namespace Steward.Stages.Development.Backups.Plans;

/// <summary>What may be said of plans, in the policy and in the file of servers alike.</summary>
internal static class PlanShape
{
    private const int MaxPlans = 200;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Day = TimeSpan.FromDays(1), Year = TimeSpan.FromDays(366);

    public static MapShape Plans => new("The plans by their names.", Name("A plan's name."), Plan) { MaxEntries = MaxPlans };

    public static TextShape Name(string description) =>
        new(description) { Pattern = "[a-z0-9][a-z0-9-]*", PatternMeans = "a name in lower case: letters, digits and '-'", MaxLength = 60 };

    private static ObjectShape Plan => new(
        "A plan: what is backed up, where to, by whom and when.",
        new Field("what", What, Required: true),
        new Field("vault", Name("The vault, by the name that its runner knows it by."), Required: true),
        new Field("by", Name("The agent that runs it, or cloud: Steward itself. Default cloud.")),
        new Field("when", CronShape.When, Required: true),
        new Field("keep", Keep),
        new Field("maxAge", new DurationShape("How old the newest successful backup may be. Default 2d.", TimeSpan.FromMinutes(10), Year)),
        new Field("drill", new DurationShape("How old the newest drill may be: a restore into an empty place, compared. Default 30d.", TimeSpan.FromHours(1), Year)),
        new Field("timeout", new DurationShape("How long one run may take. Default 8h.", Minute, TimeSpan.FromDays(7))),
        new Field("alert", Alert));

    private static ObjectShape What => new(
        "What is backed up.",
        new Field("kind", new TextShape("The kind.") { OneOf = [.. SubjectKinds.All] }, Required: true),
        new Field("paths", Texts("Folders, files, containers or addresses, as the kind understands them.", "One of them.")),
        new Field("exclude", Texts("What is left out, by the rules of .gitignore.", "A pattern.")),
        new Field("settings", new MapShape(
            "What else the kind asks for: host, database, user, passwordFile... Secrets lie in files on the runner, never here.",
            new TextShape("A setting.") { Pattern = "[a-z][A-Za-z]*", PatternMeans = "a name such as passwordFile", MaxLength = 40 },
            new TextShape("Its value.")) { MaxEntries = 30 }),
        new Field("person", new TextShape("Whose working environment it is, as github:login: that person may restore it.") { Pattern = "github:[A-Za-z0-9][A-Za-z0-9-]*", PatternMeans = "github:login", MaxLength = 80 }));

    private static ObjectShape Keep => new(
        "How many snapshots are kept when old ones are forgotten; of each period the newest.",
        new Field("last", Count("The newest. Default 3.", 1)),
        new Field("daily", Count("Days. Default 7.", 0)),
        new Field("weekly", Count("Weeks. Default 5.", 0)),
        new Field("monthly", Count("Months. Default 12.", 0)),
        new Field("yearly", Count("Years. Default 0.", 0)));

    private static ObjectShape Alert => new(
        "After how long something is named.",
        new Field("late", new DurationShape("Due, and no runner came: late. Default 1h.", Minute, Day)),
        new Field("missed", new DurationShape("Due, and no runner came: missed. Default 12h.", TimeSpan.FromMinutes(2), TimeSpan.FromDays(7))),
        new Field("stuck", new DurationShape("No progress. Default 30m.", TimeSpan.FromMinutes(2), Day)));

    private static ListShape Texts(string description, string item) => new(description, new TextShape(item)) { MaxItems = 200 };

    private static NumberShape Count(string description, int least) => new(description, least, 1_000);
}
