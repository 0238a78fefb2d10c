using Steward.Policy;

namespace Steward.Stages.Security.Access.Files;

/// <summary>The shapes of what is said of a person.</summary>
internal static class PersonShapes
{
    public static ObjectShape Accounts => new(
        "The person's accounts.",
        new Field("github", new EitherShape(
            "The login on GitHub, or login and id.",
            SystemShapes.Login("The login on GitHub."),
            new ObjectShape(
                "The account on GitHub.",
                new Field("login", SystemShapes.Login("The login."), Required: true),
                new Field("id", new NumberShape("GitHub's number of the account: it stays when the login changes.", 1, long.MaxValue))))),
        new Field("azure", new TextShape("The object id in Entra ID.")
        {
            Pattern = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}", PatternMeans = "an object id (GUID)",
        }));

    public static ObjectShape Absent => new(
        "An absence: the deputy has the levels of the person's positions meanwhile, and only then.",
        new Field("from", new DateShape("The first day."), Required: true),
        new Field("until", new DateShape("The last day."), Required: true),
        new Field("deputy", AccessShape.Name("The deputy's key.")));

    public static ObjectShape Temporary => new(
        "A level for a while.",
        new Field("level", AccessShape.Name("The level."), Required: true),
        new Field("until", new DateShape("The last day."), Required: true),
        new Field("reason", new TextShape("Why; nothing personal.") { MaxLength = 200 }, Required: true));
}
