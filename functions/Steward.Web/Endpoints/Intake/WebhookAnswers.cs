using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Web.Endpoints.Intake;

/// <summary>The intake's answers over HTTP: JSON for what was taken in, problem details (RFC 9457) for what was not.</summary>
internal static class WebhookAnswers
{
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(5);

    /// <summary>Writes an answer or a refusal.</summary>
    public static Task WriteAsync(HttpContext context, IntakeResult result)
    {
        if (result.Answer is { } answer) return WriteJsonAsync(context, StatusCodes.Status202Accepted, "application/json", answer);
        return WriteProblemAsync(context, StatusOf(result.Refusal), result.Sentence, result.RetryAfter);
    }

    /// <summary>Writes a refusal.</summary>
    public static Task WriteProblemAsync(HttpContext context, int status, string sentence, TimeSpan? retryAfter = null)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = Math.Ceiling((retryAfter ?? ComeAgain).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return WriteJsonAsync(context, status, "application/problem+json", new Problem(TitleOf(status), status, sentence));
    }

    private static Task WriteJsonAsync<T>(HttpContext context, int status, string type, T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json).AsTask();
    }

    private static int StatusOf(IntakeRefusal refusal) => refusal switch
    {
        IntakeRefusal.NotSigned => StatusCodes.Status401Unauthorized,
        IntakeRefusal.NotStored => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Not signed",
        StatusCodes.Status408RequestTimeout => "Too slow",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status415UnsupportedMediaType => "Wrong content type",
        StatusCodes.Status503ServiceUnavailable => "Not now",
        _ => "Malformed",
    };

    private sealed record Problem(string Title, int Status, string Detail);
}
