namespace Steward.Access;

/// <summary>
/// What endpoints are for, finer than levels: a token with scopes opens these only, and no more than its level. An endpoint that names no scope has its level's word.
/// </summary>
public static class AccessScopes
{
    /// <summary>Reports of test sets, and their announcements.</summary>
    public const string Results = "results:upload";

    /// <summary>Reports of coverage.</summary>
    public const string Coverage = "coverage:upload";

    /// <summary>Error lines of releases.</summary>
    public const string Logs = "logs:upload";

    /// <summary>Machines' reports of their environments.</summary>
    public const string Machines = "machines:report";

    /// <summary>Artefacts, into quarantine.</summary>
    public const string Artefacts = "artefacts:upload";

    /// <summary>Orders of an agent. A token is for one of them: <c>backups:agent/NAME</c>.</summary>
    public const string Agent = "backups:agent";

    /// <summary>Every upload.</summary>
    public static IReadOnlyList<string> Uploads { get; } = [Results, Coverage, Logs, Machines, Artefacts];

    /// <summary>Everything that a token can be narrowed to.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Uploads, AccessLevel.Read.Word(), AccessLevel.Approve.Word(), AccessLevel.Administer.Word()];

    /// <summary>True for what a token can be narrowed to: one of <see cref="All"/>, or one agent.</summary>
    public static bool IsScope(string scope) => All.Contains(scope, StringComparer.Ordinal) || AgentOf(scope) is not null;

    /// <summary>The agent that a scope is for, as <c>backups:agent/NAME</c>; null: it is for none.</summary>
    public static string? AgentOf(string scope) =>
        scope.StartsWith($"{Agent}/", StringComparison.Ordinal) && scope[(Agent.Length + 1)..] is { Length: > 0 and <= 60 } name
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : null;

    /// <summary>True when having one scope opens what asks for another.</summary>
    public static bool Opens(string has, string asked) => has == asked || (asked == Agent && AgentOf(has) is not null);

    /// <summary>The least level that a scope makes sense with.</summary>
    public static AccessLevel LeastLevel(string scope) => AccessLevels.Read(scope) ?? AccessLevel.Upload;
}
