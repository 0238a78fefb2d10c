using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Cli.Remote;

/// <summary>Talks to a running Steward: <c>STEWARD_URL</c> and <c>STEWARD_TOKEN</c>.</summary>
internal sealed class StewardClient : IDisposable
{
    private const string TokenVariable = "STEWARD_TOKEN";
    private readonly HttpClient _http;

    private StewardClient(HttpClient http) => _http = http;

    /// <summary>Opens the client from the environment. Invalid when the variables are not set.</summary>
    public static StewardClient Open(CliServices services) => Open(AddressOf(services), services.Environment(TokenVariable));

    /// <summary>The same for uploads: in a job of GitHub Actions without <c>STEWARD_TOKEN</c> with the token that GitHub gives the job.</summary>
    public static async Task<StewardClient> OpenForUploadAsync(CliServices services, CancellationToken cancellation)
    {
        var (address, token) = (AddressOf(services), services.Environment(TokenVariable));
        return Open(address, string.IsNullOrEmpty(token) ? await GitHubJob.TokenAsync(services, address, cancellation) : token);
    }

    /// <summary>GET; null when the answer is 404.</summary>
    public async Task<T?> GetAsync<T>(string path, CancellationToken cancellation)
        where T : class
    {
        using var answer = await _http.GetAsync(Below(path), cancellation);
        return answer.StatusCode == System.Net.HttpStatusCode.NotFound ? null : await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>GET of a file; what is not there is a failure with the answer's sentence.</summary>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(Below(path), cancellation);
        await EnsureAsync(answer, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>PUT of JSON.</summary>
    public async Task<T> PutAsync<T>(string path, object body, CancellationToken cancellation)
    {
        using var answer = await _http.PutAsync(Below(path), JsonContent.Create(body, body.GetType(), options: Json.Options), cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>POST of JSON.</summary>
    public Task<T> PostAsync<T>(string path, object body, CancellationToken cancellation) =>
        PostContentAsync<T>(path, JsonContent.Create(body, body.GetType(), options: Json.Options), cancellation);

    /// <summary>GET; what is not there is NotFound, with Steward's own sentence.</summary>
    public async Task<T> RequireAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(Below(path), cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>DELETE.</summary>
    public async Task<T> DeleteAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await _http.DeleteAsync(Below(path), cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    /// <summary>POST of any content.</summary>
    public async Task<T> PostContentAsync<T>(string path, HttpContent content, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsync(Below(path), content, cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Uri AddressOf(CliServices services)
    {
        var url = services.Environment("STEWARD_URL");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw StewardException.Invalid("STEWARD_URL is not set to an http address, and no Steward runs here: start scripts/run, or set STEWARD_URL and STEWARD_TOKEN to those of another one.");
        return RootOf(address);
    }

    private static StewardClient Open(Uri address, string? token)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        if (!string.IsNullOrEmpty(token)) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new StewardClient(http);
    }

    // Steward may stand below a path: https://example.org/steward.
    private static Uri RootOf(Uri address) => new(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

    private static Uri Below(string path) => new(path.TrimStart('/'), UriKind.Relative);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await EnsureAsync(answer, cancellation);
        return (await answer.Content.ReadFromJsonAsync<T>(Json.Options, cancellation))!;
    }

    private static async Task EnsureAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode) return;
        var status = (int)answer.StatusCode;
        var message = Sentence(await answer.Content.ReadAsStringAsync(cancellation)) ?? $"Steward answered {status}.";
        throw new StewardException(status is 429 or >= 500 ? FailureKind.Unavailable : FailureKind.Invalid, message);
    }

    // Answers that are not 2xx carry application/problem+json (RFC 9457) with the sentence in "detail".
    private static string? Sentence(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
