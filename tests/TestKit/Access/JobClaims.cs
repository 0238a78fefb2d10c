using System.Text.Json.Nodes;
using Steward.Kernel;

namespace Steward.TestKit.Access;

/// <summary>The claims of a job of GitHub Actions, as GitHub documents them.</summary>
public static class JobClaims
{
    public const string Run = "4711000815";
    public const string Workflow = "Acme/App/.github/workflows/test.yml@refs/heads/main";

    /// <summary>The claims of a job for a commit.</summary>
    public static JsonObject Of(FakeIssuer issuer, string audience, CommitSha commit, DateTimeOffset now) => new()
    {
        ["iss"] = issuer.Name,
        ["aud"] = audience,
        ["sub"] = "repo:Acme/App:ref:refs/heads/main",
        ["jti"] = "b0c1f2a4-0000-4711-9999-5a5a5a5a5a5a",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        ["repository"] = "Acme/App",
        ["repository_owner"] = "Acme",
        ["repository_owner_id"] = "65",
        ["actor"] = "secret-person",
        ["ref"] = "refs/heads/main",
        ["sha"] = commit.ToString(),
        ["event_name"] = "push",
        ["run_id"] = Run,
        ["run_attempt"] = "1",
        ["workflow_ref"] = Workflow,
        ["job_workflow_ref"] = Workflow,
    };

    /// <summary>The claims with one changed, or taken out where it is null.</summary>
    public static JsonObject With(this JsonObject claims, string name, JsonNode? value)
    {
        if (value is null) claims.Remove(name);
        else claims[name] = value;
        return claims;
    }
}
