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

    /// <summary>Every upload.</summary>
    public static IReadOnlyList<string> Uploads { get; } = [Results, Coverage, Logs, Machines, Artefacts];

    /// <summary>Everything that a token can be narrowed to.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Uploads, AccessLevel.Read.Word(), AccessLevel.Approve.Word(), AccessLevel.Administer.Word()];

    /// <summary>The least level that a scope makes sense with.</summary>
    public static AccessLevel LeastLevel(string scope) => AccessLevels.Read(scope) ?? AccessLevel.Upload;
}
