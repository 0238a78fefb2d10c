using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Steward.Kernel;

namespace Steward.Web.Problems;

/// <summary>What went wrong, as it is answered (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Instance">What finds it in the log, for failures of Steward itself; null otherwise.</param>
public sealed record Problem(int Status, string Title, string Detail, string? Instance = null)
{
    /// <summary>How long to wait before trying again; not part of the body.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    internal static Problem Of(int status, string detail, string? instance = null) =>
        new(status, ReasonPhrases.GetReasonPhrase(status), detail, instance);

    internal static Problem Of(StewardException failure) => Of(StatusOf(failure.Kind), failure.Message) with
    {
        RetryAfter = failure.Kind == FailureKind.Unavailable ? failure.RetryAfter ?? TimeSpan.FromSeconds(5) : failure.RetryAfter,
    };

    // The framework's own sentence may quote the body; ours does not.
    internal static Problem Of(BadHttpRequestException failure) => Of(failure.StatusCode, failure.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes.",
        StatusCodes.Status415UnsupportedMediaType => "This address takes application/json.",
        _ => "The request cannot be read: a value is missing or not of the form that /api/openapi.json describes.",
    });

    private static int StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => StatusCodes.Status400BadRequest,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
