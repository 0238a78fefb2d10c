using System.IO.Enumeration;

namespace Steward.Access.Bearers;

/// <summary>What a job must be like to upload for some scopes. A list that is empty asks for nothing; of the others one entry each must fit, with <c>*</c> for anything.</summary>
public sealed class JobCondition
{
    /// <summary>The scopes that it is about: <c>artefacts:upload</c>; empty: all.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>The products that it is about, as <c>owner/name</c> or <c>owner/*</c>; empty: all.</summary>
    public IList<string> Products { get; set; } = [];

    /// <summary>The ref that runs: <c>refs/heads/main</c>, <c>refs/tags/v*</c>.</summary>
    public IList<string> Refs { get; set; } = [];

    /// <summary>The workflow whose steps run (<c>job_workflow_ref</c>): <c>acme/app/.github/workflows/release.yml@refs/heads/main</c>.</summary>
    public IList<string> Workflows { get; set; } = [];

    /// <summary>The deployment environment of the job.</summary>
    public IList<string> Environments { get; set; } = [];

    /// <summary>The event.</summary>
    public IList<string> Events { get; set; } = [];

    /// <summary>What is impossible in it, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var scope in Scopes.Where(s => !AccessScopes.Uploads.Contains(s, StringComparer.Ordinal)))
            yield return $"'{Kernel.Texts.Clip(scope, 60)}' is no scope of uploads; there are {string.Join(", ", AccessScopes.Uploads)}.";
        if (Refs.Count + Workflows.Count + Environments.Count + Events.Count == 0) yield return "one of them asks for nothing; give it Refs, Workflows, Environments or Events.";
    }

    internal bool Concerns(Kernel.ProductId product, string scope) =>
        (Scopes.Count == 0 || Scopes.Contains(scope, StringComparer.Ordinal)) && (Products.Count == 0 || Products.Any(p => ProductPattern.Parse(p).Covers(product)));

    internal bool IsMetBy(BearerClaims claims) =>
        Fits(Refs, claims.Text("ref")) && Fits(Workflows, claims.Text("job_workflow_ref") ?? claims.Text("workflow_ref"))
        && Fits(Environments, claims.Text("environment")) && Fits(Events, claims.Text("event_name"));

    private static bool Fits(IList<string> wanted, string? text) =>
        wanted.Count == 0 || (text is not null && wanted.Any(w => FileSystemName.MatchesSimpleExpression(w, text, ignoreCase: false)));
}
