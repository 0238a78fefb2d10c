using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Access.Bearers;

namespace Steward.UnitTests.Access.Bearers;

/// <summary>Claims of tokens whose signature was checked, with one of them changed.</summary>
internal static class Claims
{
    public const string Commit = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Person = "aaaaaaaa-2222-3333-4444-555555555555";
    private const long End = 1795435200; // 2026-11-23T12:00:00Z

    /// <summary>A job of GitHub Actions.</summary>
    public static JsonObject Job => new()
    {
        ["exp"] = End, ["repository"] = "Acme/App", ["repository_owner"] = "Acme", ["repository_owner_id"] = "65", ["sha"] = Commit, ["event_name"] = "push", ["ref"] = "refs/heads/main",
        ["workflow_ref"] = "Acme/App/.github/workflows/test.yml@refs/heads/main", ["job_workflow_ref"] = "Acme/App/.github/workflows/test.yml@refs/heads/main", ["run_id"] = "47", ["actor"] = "secret-person",
    };

    /// <summary>A person of Entra ID.</summary>
    public static JsonObject Human => new()
    {
        ["exp"] = End, ["ver"] = "2.0", ["tid"] = Tenant, ["oid"] = Person, ["sub"] = "pairwise", ["scp"] = "access", ["roles"] = new JsonArray("Steward.Read", "Steward.Administer"),
    };

    /// <summary>A program of Entra ID.</summary>
    public static JsonObject Program => Human.With("scp", null).With("sub", Person);

    /// <summary>The claims with one changed, or taken out where it is null.</summary>
    public static JsonObject With(this JsonObject claims, string name, JsonNode? value)
    {
        if (value is null) claims.Remove(name);
        else claims[name] = value;
        return claims;
    }

    public static BearerClaims Read(this JsonObject claims) => new(JsonSerializer.SerializeToElement(claims));
}
