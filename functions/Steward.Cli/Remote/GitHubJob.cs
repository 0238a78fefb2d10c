using System.Net.Http.Headers;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Cli.Remote;

/// <summary>
/// A job of GitHub Actions with <c>permissions: id-token: write</c>: it is given an address and a token for it in variables, and gets there an OpenID Connect token for
/// whom it names. No secret has to be kept for it anywhere.
/// </summary>
internal static class GitHubJob
{
    private const string UrlVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string TokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const int MaxAnswer = 64 * 1024;

    /// <summary>The job's token for Steward; null where this is no such job.</summary>
    /// <param name="services">The variables.</param>
    /// <param name="steward">The address of Steward, which is the audience unless <c>STEWARD_AUDIENCE</c> names another.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StewardException">Unavailable: GitHub gives none at the moment. Invalid: the address is none.</exception>
    public static async Task<string?> TokenAsync(CliServices services, Uri steward, CancellationToken cancellation)
    {
        if (services.Environment(UrlVariable) is not { Length: > 0 } url || services.Environment(TokenVariable) is not { Length: > 0 } secret) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address.IsLoopback))
            throw StewardException.Invalid($"{UrlVariable} is no https address.");
        var audience = services.Environment("STEWARD_AUDIENCE") is { Length: > 0 } named ? named : steward.AbsoluteUri.TrimEnd('/');
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = MaxAnswer };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address.AbsoluteUri}{(address.Query.Length > 0 ? '&' : '?')}audience={Uri.EscapeDataString(audience)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return await AskAsync(http, request, cancellation);
    }

    private static async Task<string> AskAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
            return body.RootElement.GetProperty("value").GetString()!;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw StewardException.Unavailable("GitHub gave this job no token for Steward. The job needs 'permissions: id-token: write'; else try again.", failure);
        }
    }
}
