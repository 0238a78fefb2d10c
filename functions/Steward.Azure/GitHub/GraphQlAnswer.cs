using System.Text.Json;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>Reads GraphQL answers: HTTP says 200 whatever happened.</summary>
internal static class GraphQlAnswer
{
    /// <summary>The data, or the failure that the first error is.</summary>
    public static JsonElement Data(JsonElement answer)
    {
        if (!answer.TryGetProperty("errors", out var errors) || errors.GetArrayLength() == 0) return answer.GetProperty("data");
        var type = Text(errors[0], "type");
        var message = Texts.Clip(Text(errors[0], "message") ?? "no reason given", 300);
        throw type switch
        {
            "NOT_FOUND" => StewardException.NotFound($"GitHub found nothing: {message}"),
            "FORBIDDEN" => new StewardException(FailureKind.Forbidden, $"GitHub does not allow the query: {message}"),
            "RATE_LIMITED" => new StewardException(FailureKind.Unavailable, "GitHub limits the rate of queries; try again in a minute.")
            {
                RetryAfter = TimeSpan.FromMinutes(1),
            },
            _ => StewardException.Unavailable($"GitHub could not answer the query: {message}"),
        };
    }

    /// <summary>A member's text, or null.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
