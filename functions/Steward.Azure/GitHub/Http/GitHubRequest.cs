namespace Steward.Azure.GitHub.Http;

/// <summary>What the handlers are told about a request.</summary>
internal static class GitHubRequest
{
    /// <summary>Set on a POST that only reads: a GraphQL query.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsQuery = new("steward.is-query");
}
