using System.Globalization;
using System.Text.Json;
using Azure;
using Steward.Kernel;

namespace Steward.Azure.Grants.Arm;

/// <summary>What Azure Resource Manager's answers mean.</summary>
internal static class ArmAnswers
{
    /// <summary>The JSON of an answer that says yes.</summary>
    public static JsonDocument Read(Response response)
    {
        if (response.Status != 200) throw Failure(response);
        try
        {
            return JsonDocument.Parse(response.Content);
        }
        catch (JsonException failure)
        {
            throw StewardException.Unavailable("Azure's answer could not be read; try again.", failure);
        }
    }

    /// <summary>Accepts what is there now: created, or there already under another name.</summary>
    public static bool ReadPut(Response response) =>
        response.Status is 200 or 201 || (response.Status == 409 && CodeOf(response) == "RoleAssignmentExists") ? true : throw Failure(response);

    /// <summary>Accepts what is gone: by this, or before.</summary>
    public static bool ReadDelete(Response response) => response.Status is 200 or 204 or 404 ? true : throw Failure(response);

    /// <summary>Any other answer as the ports' kinds, with Azure's own code.</summary>
    public static StewardException Failure(Response response)
    {
        var code = CodeOf(response) is { Length: > 0 } said ? $" ({said})" : "";
        return response.Status switch
        {
            401 or 403 => new StewardException(FailureKind.Forbidden, $"Azure does not allow this{code}: give this identity the role User Access Administrator at the scope."),
            404 => StewardException.NotFound($"Azure knows no such scope, role or assignment{code}."),
            409 => new StewardException(FailureKind.Conflict, $"Azure refuses this for now{code}; try again."),
            408 or 429 or >= 500 => new StewardException(FailureKind.Unavailable, $"Azure answered {response.Status}{code}; try again.") { RetryAfter = PauseOf(response) },
            _ => StewardException.Invalid($"Azure refused with {response.Status}{code}."),
        };
    }

    private static TimeSpan? PauseOf(Response response) =>
        response.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    // Letters only: it goes into messages.
    private static string? CodeOf(Response response)
    {
        try
        {
            using var answer = JsonDocument.Parse(response.Content);
            var code = answer.RootElement.GetProperty("error").GetProperty("code").GetString();
            return code is { Length: <= 60 } && code.All(char.IsAsciiLetter) ? code : null;
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
