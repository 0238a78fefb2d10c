using Steward.Access;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Tokens of places that keep code and packages.</summary>
internal static class CodeRules
{
    public static IReadOnlyList<SecretRule> All { get; } =
    [
        // GitHub: "Behind GitHub's new authentication token formats" (blog, 2021); "About authentication to GitHub", token prefixes (docs).
        new("github-token", "GitHub token", "gh[pousr]_[A-Za-z0-9]{36}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_") { Check = Checksums.Base62AfterPrefix, NotBefore = null },
        new("github-fine-grained-token", "GitHub fine-grained token", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", "github_pat_") { Check = Checksums.Base62Perhaps },

        // GitLab: "Token overview", token prefixes (docs); routable tokens (handbook, "Cells: Routable Tokens").
        new(
            "gitlab-token", "GitLab token",
            @"gl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent|oas|ffct|rtr)-(?:[0-9A-Za-z_-]{20,64}|t[0-9]_[0-9A-Za-z_-]{20,64}|[0-9A-Za-z_-]{27,300}\.[0-9a-z]{2}\.?[0-9a-z]{7,9})",
            "glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "glimt-", "glagent-", "gloas-", "glffct-", "glrtr-")
        { NotAfter = Edges.Dashed, Length = 400, Check = c => Entropy.Of(c.Secret) > 3.5 ? c.Certainty : null },

        // npm: "npm has a new access token format" (GitHub changelog, 2021).
        new("npm-token", "npm token", "npm_[A-Za-z0-9]{36}", "npm_") { Check = Checksums.Base62AfterPrefix, NotBefore = null },

        // PyPI: PEP 458's successor tokens are macaroons, "pypi-" and base64url of the version, 2, and the location (docs: "API tokens").
        new("pypi-token", "PyPI token", "pypi-(?:AgEIcHlwaS5vcmc|AgENdGVzdC5weXBpLm9yZw)[A-Za-z0-9_-]{50,}", "pypi-") { NotAfter = Edges.Dashed, Length = 1000 },

        // NuGet: nuget.org's keys are 46 digits of lower-case base32 (NuGetGallery, ApiKeyV4).
        new("nuget-key", "NuGet API key", "oy2[a-z2-7]{43}", "oy2"),

        // Docker: "Personal access tokens", "Organization access tokens" (docs).
        new("docker-token", "Docker Hub token", "dckr_[po]at_[A-Za-z0-9_-]{27,32}", "dckr_pat_", "dckr_oat_") { NotAfter = Edges.Dashed },

        // Steward: functions/Steward/Access/TokenSecret.
        new("steward-token", "Steward token", "stw_[A-Za-z0-9]{49}", TokenSecret.Prefix) { Check = Checksums.Steward, NotBefore = null },
    ];
}
