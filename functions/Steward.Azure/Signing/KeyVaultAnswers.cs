using System.Text.Json;
using Azure;
using Steward.Kernel;

namespace Steward.Azure.Signing;

/// <summary>What a vault's answers mean.</summary>
internal static class KeyVaultAnswers
{
    private const int MaxCode = 40;

    /// <summary>The JSON of an answer that says yes; every other as the ports' kinds, with the vault's own code where it gives one.</summary>
    public static JsonDocument Read(Response response, string host) => response.Status switch
    {
        200 => Parse(response.Content, host),
        401 or 403 => throw new StewardException(
            FailureKind.Forbidden,
            $"The vault {host} refuses the signing key{Code(response)}: give this host's identity the role Key Vault Crypto User, enable the key, and look at the vault's network rules."),
        404 => throw StewardException.NotFound($"The vault {host} has no such key: SigningKey must name one that is there and enabled."),
        408 or 429 or >= 500 => throw new StewardException(
            FailureKind.Unavailable, $"The vault {host} answered {response.Status}. Nothing was signed; it is tried again.") { RetryAfter = KeyVaultRetries.PauseOf(response) },
        _ => throw StewardException.Invalid($"The vault {host} answered {response.Status}{Code(response)}: SigningKey must name an EC key on P-256 that may sign."),
    };

    /// <summary>An answer that says yes and cannot be used: a proxy's page, or a vault gone wrong. Never signed with, tried again.</summary>
    public static StewardException Unusable(string host, Exception? cause = null) =>
        StewardException.Unavailable($"The vault {host} gave an answer that cannot be used. Nothing was signed; it is tried again. Look for a proxy in between.", cause);

    private static JsonDocument Parse(BinaryData content, string host)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException failure)
        {
            throw Unusable(host, failure);
        }
    }

    // error.innererror.code says it best (KeyDisabled, ForbiddenByFirewall), else error.code; letters only, it goes into a log.
    private static string Code(Response response)
    {
        try
        {
            using var answer = JsonDocument.Parse(response.Content);
            var error = answer.RootElement.GetProperty("error");
            var code = (error.TryGetProperty("innererror", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : error).GetProperty("code").GetString();
            return code is { Length: > 0 and <= MaxCode } && code.All(char.IsAsciiLetter) ? $" ({code})" : "";
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
