namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Keys of other clouds, and of what runs in them.</summary>
internal static class CloudRules
{
    public static IReadOnlyList<SecretRule> All { get; } =
    [
        // Google: "Use API keys", "Create service account keys", "Setting up OAuth 2.0" (docs).
        new("google-api-key", "Google API key", "AIza[0-9A-Za-z_-]{35}", "AIza") { NotAfter = Edges.Dashed },
        new("google-oauth-secret", "Google OAuth client secret", "GOCSPX-[0-9A-Za-z_-]{28}", "GOCSPX-") { NotAfter = Edges.Dashed },
        new(
            "google-service-account", "Google service account key",
            """\"private_key\"\s{0,8}:\s{0,8}\"(?<s>-----BEGIN PRIVATE KEY-----)(?:\\n|\\r)+[A-Za-z0-9+/]{40}""", "\"private_key\"")
        { NotBefore = null, NotAfter = null },

        // DigitalOcean: "How to create a personal access token"; HashiCorp: "Tokens" (Vault docs), "API tokens" (Terraform docs); Databricks: "Personal access tokens" (docs).
        new("digitalocean-token", "DigitalOcean token", "do[opr]_v1_[0-9a-f]{64}", "dop_v1_", "doo_v1_", "dor_v1_"),
        new("vault-token", "HashiCorp Vault token", @"hv[sbr]\.[A-Za-z0-9_-]{24,300}", "hvs.", "hvb.", "hvr.") { NotAfter = Edges.Dashed, Length = 320, Check = c => Entropy.Of(c.Secret) > 3.7 && Entropy.IsMixed(c.Secret) ? c.Certainty : null },
        new("terraform-token", "Terraform token", @"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}", ".atlasv1.") { Before = 14, NotAfter = Edges.Dashed },
        new("databricks-token", "Databricks token", "dapi[0-9a-f]{32}(?:-[0-9])?", "dapi"),
    ];
}
