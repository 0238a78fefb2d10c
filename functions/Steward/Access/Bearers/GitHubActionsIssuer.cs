using Steward.Kernel;

namespace Steward.Access.Bearers;

/// <summary>
/// Jobs of GitHub Actions as callers: they upload about their own repository and the commit that they run for, and nothing else. The claims are those of GitHub's
/// reference of OpenID Connect.
/// </summary>
/// <param name="options">Which jobs.</param>
/// <param name="audiences">The audiences.</param>
public sealed class GitHubActionsIssuer(GitHubActionsOptions options, IReadOnlyList<string> audiences) : ITrustedIssuer
{
    /// <summary>What the names of such callers begin with; the repository follows.</summary>
    public const string Prefix = "github-actions:";

    // What evidence keeps of the job, with the claim that it is taken from. None of them names a person.
    private static readonly (string Name, string Claim)[] Kept =
        [("run", "run_id"), ("attempt", "run_attempt"), ("workflow", "workflow_ref"), ("jobWorkflow", "job_workflow_ref"), ("ref", "ref"), ("event", "event_name")];

    /// <inheritdoc/>
    public TrustedIssuer Trust { get; } = new("GitHub Actions", options.Issuer, audiences, TrustedIssuer.MetadataOf(options.Issuer));

    /// <inheritdoc/>
    public Caller Admit(BearerClaims claims)
    {
        var product = ProductOf(claims);
        if (!ProductId.TryParse(claims.Text("repository"), out _) || !CommitSha.TryParse(claims.Text("sha"), out var commit) || commit.IsNone)
            throw Refused("names no repository or commit");
        var scopes = AccessScopes.Uploads.Where(s => options.Conditions.Where(c => c.Concerns(product, s)).All(c => c.IsMetBy(claims))).ToList();
        if (scopes.Count == 0) throw Refused("is of a job that meets the conditions of no upload");
        return new Caller($"{Prefix}{product}", AccessLevel.Upload)
        {
            EndsAt = claims.ExpiresAt,
            Origin = Kept.Where(k => claims.Text(k.Claim) is not null).ToDictionary(k => k.Name, k => claims.Text(k.Claim)!, StringComparer.Ordinal),
            Reach = new Reach { Products = [ProductPattern.Of(product)], Scopes = scopes, Commit = commit, IsOfPullRequest = IsOfPullRequest(claims) },
        };
    }

    // The owner stands alone and in the repository: where they differ nobody knows whose it is.
    private ProductId ProductOf(BearerClaims claims)
    {
        var owner = claims.Text("repository_owner");
        if (!ProductId.TryParse(claims.Text("repository"), out var product) || !product.Owner.Equals(owner, StringComparison.OrdinalIgnoreCase))
            throw Refused("names no repository with its owner");
        var names = new[] { owner, claims.Text("repository_owner_id") };
        if (!options.Owners.Any(o => names.Contains(o, StringComparer.OrdinalIgnoreCase))) throw Refused("is of an owner whose jobs are not believed here");
        IEnumerable<string> events = options.Events.Count > 0 ? options.Events : GitHubActionsOptions.UsualEvents;
        if (!events.Contains(claims.Text("event_name"), StringComparer.Ordinal)) throw Refused("is of an event whose jobs are not believed here");
        return product;
    }

    // refs/pull/7/merge: what is checked out by default is a merge that GitHub made for the test.
    private static bool IsOfPullRequest(BearerClaims claims) =>
        claims.Text("event_name") == "pull_request" && claims.Text("ref") is { } at
        && at.StartsWith("refs/pull/", StringComparison.Ordinal) && at.EndsWith("/merge", StringComparison.Ordinal);

    private static StewardException Refused(string why) => new(
        FailureKind.Forbidden, $"The token of GitHub Actions is genuine, but {why}. The settings of Steward (SignIn.GitHubActions) say which jobs may upload what.");
}
