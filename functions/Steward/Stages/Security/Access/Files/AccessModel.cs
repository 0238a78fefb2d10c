namespace Steward.Stages.Security.Access.Files;

/// <summary>What stands in <c>steward-access.yaml</c>: people have positions, positions map to levels, levels to grants.</summary>
/// <param name="People">The people by their keys, in the order of the file.</param>
/// <param name="Positions">The levels of each position.</param>
/// <param name="Levels">The grants of each level.</param>
/// <param name="Systems">How each system is handled.</param>
/// <param name="Rules">The brakes, and how plans are applied.</param>
public sealed record AccessModel(
    IReadOnlyDictionary<string, AccessPerson> People,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Positions,
    IReadOnlyDictionary<string, IReadOnlyList<Grant>> Levels,
    AccessSystems Systems,
    AccessRules Rules)
{
    /// <summary>The name of the file at the top of the access repository.</summary>
    public const string FileName = "steward-access.yaml";

    /// <summary>SHA-256 of the file's text: who approves a plan approves the file that it comes from, also where it changes nothing in any system.</summary>
    public string? Digest { get; init; }

    /// <summary>Every grant that any level mentions: what the file speaks for.</summary>
    public IEnumerable<Grant> Mentioned => Levels.Values.SelectMany(g => g).Distinct();
}

/// <summary>A person.</summary>
/// <param name="Key">The person's key in the file: no name for people, and nothing personal.</param>
/// <param name="Positions">The positions.</param>
/// <param name="GitHub">The account on GitHub, or null.</param>
/// <param name="Azure">The object id in Entra ID (a GUID in lower case), or null.</param>
public sealed record AccessPerson(string Key, IReadOnlyList<string> Positions, GitHubAccount? GitHub, string? Azure)
{
    /// <summary>An absence, or null.</summary>
    public Absence? Absent { get; init; }

    /// <summary>Levels for a while.</summary>
    public IReadOnlyList<TemporaryLevel> Temporary { get; init; } = [];

    /// <summary>The last day, or null; on the day after nothing is left.</summary>
    public DateOnly? Leaves { get; init; }
}

/// <summary>An account on GitHub.</summary>
/// <param name="Login">The login; letter case does not matter.</param>
/// <param name="Id">GitHub's number of the account, which stays when the login changes; null: not known.</param>
public sealed record GitHubAccount(string Login, long? Id);

/// <summary>An absence: the deputy has the levels of the absent person's positions meanwhile.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
/// <param name="Deputy">The deputy's key, or null: nobody.</param>
public sealed record Absence(DateOnly From, DateOnly Until, string? Deputy);

/// <summary>A level for a while.</summary>
/// <param name="Level">The level.</param>
/// <param name="Until">The last day.</param>
/// <param name="Reason">Why.</param>
public sealed record TemporaryLevel(string Level, DateOnly Until, string Reason);
