using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Steward.Kernel;

namespace Steward.Web.Problems;

/// <summary>What went wrong, as it is answered (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Instance">What finds it in the log, for failures of Steward itself; null otherwise.</param>
public sealed partial record Problem(int Status, string Title, string Detail, string? Instance = null)
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
        _ => Unread(Parameter(failure.Message)),
    });

    internal static string Unread(string parameter) =>
        $"The request cannot be read: {parameter} is missing or not of the form that /api/openapi.json describes.";

    // The framework says: Failed to bind parameter "Nullable<int> attempt" from "abc". Ours tells the name and leaves the value out.
    private static string Parameter(string message) =>
        ParameterOf().Match(message) is { Success: true } match ? $"'{match.Groups["name"].Value}'" : "a value";

    [GeneratedRegex("""^(Failed to bind parameter|Required parameter) "[^"]{1,200} (?<name>\w{1,60})" """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterOf();

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
