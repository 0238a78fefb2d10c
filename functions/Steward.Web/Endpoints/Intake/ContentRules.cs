using Microsoft.AspNetCore.Http;
using Steward.Intake;

namespace Steward.Web.Endpoints.Intake;

/// <summary>A refusal before anything is taken in.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Sentence">The sentence for people.</param>
internal sealed record ContentRefusal(int Status, string Sentence)
{
    /// <summary>Over 25 MB.</summary>
    public static ContentRefusal TooLarge { get; } =
        new(StatusCodes.Status413PayloadTooLarge, $"The body has more than {WebhookRequest.MaxBody} bytes (25 MB), which is GitHub's own limit.");

    /// <summary>Too many big bodies at once.</summary>
    public static ContentRefusal Busy { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "Too many big deliveries are being received. Send it again later.");

    /// <summary>A big body that does not come on.</summary>
    public static ContentRefusal TooSlow { get; } = new(StatusCodes.Status408RequestTimeout, "The body did not arrive in time.");
}

/// <summary>What a webhook's body must be.</summary>
internal static class ContentRules
{
    private static readonly ContentRefusal Form = new(
        StatusCodes.Status415UnsupportedMediaType,
        "Forms are not taken: set the webhook's content type to application/json on GitHub.");

    private static readonly ContentRefusal Type = new(
        StatusCodes.Status415UnsupportedMediaType, "The Content-Type must be application/json.");

    private static readonly ContentRefusal Encoding = new(
        StatusCodes.Status415UnsupportedMediaType, "The body must not be compressed (Content-Encoding): it is signed as it is.");

    /// <summary>Why a request is refused on its headers alone, or null.</summary>
    public static ContentRefusal? Refuse(HttpRequest request)
    {
        if (!Is(request.ContentType, "application/json")) return Is(request.ContentType, "application/x-www-form-urlencoded") ? Form : Type;
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity") return Encoding;
        return request.ContentLength > WebhookRequest.MaxBody ? ContentRefusal.TooLarge : null;
    }

    private static bool Is(string? given, string type) =>
        given is not null && given.StartsWith(type, StringComparison.OrdinalIgnoreCase)
        && (given.Length == type.Length || given.AsSpan(type.Length).TrimStart() is [';', ..]);
}
