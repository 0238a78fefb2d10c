namespace Steward.Access.Bearers;

/// <summary>Which jobs of GitHub Actions may upload without a token of Steward's, by the OpenID Connect token that GitHub gives each job.</summary>
public sealed class GitHubActionsOptions
{
    /// <summary>The issuer. GitHub's own, or an Enterprise Server's: <c>https://HOST/_services/token</c>.</summary>
    public string Issuer { get; set; } = "https://token.actions.githubusercontent.com";

    /// <summary>The audiences that jobs ask for, to the letter: Steward's address as <c>STEWARD_URL</c> has it, without a slash at the end. Empty: the host's own address.</summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>The owners whose repositories are believed, by login or by number (which survives a change of hands). At least one: everybody on GitHub can have a token.</summary>
    public IList<string> Owners { get; set; } = [];

    /// <summary>
    /// The events whose jobs are believed; empty: <see cref="UsualEvents"/>. Neither <c>pull_request_target</c> nor <c>workflow_run</c> is among them: their token names the
    /// default branch's commit, and what they test may be a stranger's.
    /// </summary>
    public IList<string> Events { get; set; } = [];

    /// <summary>What more is asked for, by scope.</summary>
    public IList<JobCondition> Conditions { get; set; } = [];

    /// <summary>The events where nothing else is set.</summary>
    public static IReadOnlyList<string> UsualEvents { get; } = ["push", "pull_request", "merge_group", "workflow_dispatch", "schedule", "release"];

    /// <summary>What is impossible in them, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!TrustedIssuer.IsAddress(Issuer)) yield return "Issuer: must be an https address.";
        if (Owners.Count == 0) yield return "Owners: name at least one owner, since everybody on GitHub can have such a token.";
        foreach (var problem in Conditions.SelectMany(c => c.Problems())) yield return $"Conditions: {problem}";
    }
}
