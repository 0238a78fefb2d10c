using System.Text.Json;

namespace Steward.Azure.GitHub;

/// <summary>How GitHub writes JSON: snake case.</summary>
internal static class GitHubJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
