using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Azure.GitHub.Http;

/// <summary>
/// What GitHub's refusals mean:
/// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and .../best-practices-for-using-the-rest-api
/// </summary>
internal static class GitHubFailures
{
    // What GitHub asks for when it limits without saying for how long.
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromMinutes(1);

    /// <summary>The failure that an answer is.</summary>
    public static StewardException Read(HttpRequestMessage request, HttpResponseMessage response, string body, DateTimeOffset now)
    {
        var message = Said(request, body);
        if (IsLimit(response, message)) return Limited(Wait(response, now));
        var what = $"{request.Method} {request.RequestUri?.AbsolutePath}";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => StewardException.NotFound($"GitHub knows no {request.RequestUri?.AbsolutePath}."),
            HttpStatusCode.Conflict when message.Contains("empty", StringComparison.OrdinalIgnoreCase) =>
                StewardException.NotFound("The repository is empty."),
            HttpStatusCode.Conflict => new StewardException(FailureKind.Conflict, $"GitHub refused {what}: {message}"),
            HttpStatusCode.Unauthorized => Forbidden("GitHub does not accept the app's credentials. Check its id, its private key and this machine's clock."),
            HttpStatusCode.Forbidden when body.Contains("too_large", StringComparison.Ordinal) => StewardException.Invalid($"GitHub refused {what}: {message}"),
            HttpStatusCode.Forbidden => Forbidden($"GitHub does not allow {what}: {message} Check the app's permissions and its installation."),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => Unavailable(what, response, now),
            _ => StewardException.Invalid($"GitHub refused {what} with {(int)response.StatusCode}: {message}"),
        };
    }

    /// <summary>No answer at all.</summary>
    public static StewardException NoAnswer(HttpRequestMessage request, Exception cause) =>
        StewardException.Unavailable($"GitHub does not answer ({request.Method} {request.RequestUri?.AbsolutePath}). Nothing was lost, try again.", cause);

    private static bool IsLimit(HttpResponseMessage response, string message) =>
        response.StatusCode == HttpStatusCode.TooManyRequests
        || (response.StatusCode == HttpStatusCode.Forbidden
            && (response.Headers.RetryAfter is not null || Header(response.Headers, "x-ratelimit-remaining") == "0"
                || message.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)
                || message.Contains("abuse detection", StringComparison.OrdinalIgnoreCase)));

    private static TimeSpan Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        if (RetryAfter(response, now) is { } asked) return asked;
        var isUsedUp = Header(response.Headers, "x-ratelimit-remaining") == "0";
        return isUsedUp && long.TryParse(Header(response.Headers, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var reset)
            ? AtLeastASecond(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(reset, 0, 253402300799)) - now)
            : UnsaidWait;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => AtLeastASecond(delta),
        { Date: { } date } => AtLeastASecond(date - now),
        _ => null,
    };

    private static TimeSpan AtLeastASecond(TimeSpan wait) => wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait;

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static StewardException Limited(TimeSpan wait) =>
        new(FailureKind.Unavailable, $"GitHub limits the rate of calls; it takes the next in {Math.Ceiling(wait.TotalSeconds):0} s.") { RetryAfter = wait };

    private static StewardException Unavailable(string what, HttpResponseMessage response, DateTimeOffset now) =>
        new(FailureKind.Unavailable, $"GitHub could not serve {what} ({(int)response.StatusCode}). Nothing was lost, try again.")
        {
            RetryAfter = RetryAfter(response, now),
        };

    private static StewardException Forbidden(string message) => new(FailureKind.Forbidden, message);

    // GitHub's own words, short; were they to repeat our credentials, these would be cut out.
    private static string Said(HttpRequestMessage request, string body)
    {
        var text = Message(body);
        if (request.Headers.Authorization?.Parameter is { Length: > 0 } secret) text = text.Replace(secret, "***", StringComparison.Ordinal);
        return Texts.Clip(text, 300);
    }

    private static string Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String ? message.GetString()! : "no reason given";
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }
}
