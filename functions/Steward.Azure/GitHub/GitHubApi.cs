using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Serialization;
using System.Text.Json;
using Octokit;
using Octokit.Internal;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>
/// GitHub's API with one kind of credentials: Octokit's connection where it knows the answer's shape, plain HTTP through the same handlers for
/// raw content, GraphQL and what Octokit lacks. All paths are relative to the API's root.
/// </summary>
internal sealed class GitHubApi : IDisposable
{
    private const string Agent = "Steward";
    private readonly HttpClient _http;
    private readonly Connection _connection;
    private readonly Uri _graphQl;

    /// <summary>Opens the API over a stack of handlers.</summary>
    public GitHubApi(Uri root, HttpMessageHandler handlers)
    {
        _http = new HttpClient(handlers, disposeHandler: false) { BaseAddress = root, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Agent, "1"));
        _http.DefaultRequestHeaders.Add("X-GitHub-Api-Version", "2022-11-28");
        _connection = new Connection(
            new Octokit.ProductHeaderValue(Agent), root, new InMemoryCredentialStore(Credentials.Anonymous), new HttpClientAdapter(() => handlers),
            new SimpleJsonSerializer());
        _connection.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        _graphQl = root.AbsolutePath.EndsWith("/api/v3/", StringComparison.Ordinal) ? new Uri(root, "../graphql") : new Uri(root, "graphql");
    }

    /// <summary>Reads an answer of a shape that Octokit knows.</summary>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellation) =>
        TranslateAsync(async () => (await _connection.Get<T>(Relative(path), null!, null!, cancellation)).Body, cancellation);

    /// <summary>Creates something.</summary>
    public Task<T> PostAsync<T>(string path, object body, CancellationToken cancellation) =>
        TranslateAsync(async () => (await _connection.Post<T>(Relative(path), body, null!, "application/json", (IDictionary<string, string>)null!, cancellation)).Body, cancellation);

    /// <summary>Changes something. Octokit takes no token here: when cancelled, the call ends by itself and its answer is left.</summary>
    public Task<T> PatchAsync<T>(string path, object body, CancellationToken cancellation) =>
        TranslateAsync(async () => (await _connection.Patch<T>(Relative(path), body).WaitAsync(cancellation)).Body, cancellation);

    /// <summary>Reads one page of a list of a shape of our own, and the path of the next page or null.</summary>
    public Task<(IReadOnlyList<T> Items, string? Next)> GetPageAsync<T>(string path, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var response = await _http.GetAsync(Relative(path), cancellation);
            var items = await response.Content.ReadFromJsonAsync<List<T>>(GitHubJson.Options, cancellation);
            return ((IReadOnlyList<T>)items!, NextPage.Of(response, _http.BaseAddress!));
        },
        cancellation);

    /// <summary>Reads an answer of a shape of our own.</summary>
    public Task<T> ReadAsync<T>(string path, CancellationToken cancellation) => TranslateAsync(
        async () => (await _http.GetFromJsonAsync<T>(Relative(path), GitHubJson.Options, cancellation))!, cancellation);

    /// <summary>Asks for something to be done that has no answer.</summary>
    public Task PostAsync(string path, CancellationToken cancellation) =>
        TranslateAsync(async () => (await _http.PostAsync(Relative(path), content: null, cancellation)).StatusCode, cancellation);

    /// <summary>Sends something that has no answer.</summary>
    public Task SendAsync(string path, object body, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var response = await _http.PostAsJsonAsync(Relative(path), body, GitHubJson.Options, cancellation);
            return response.StatusCode;
        },
        cancellation);

    /// <summary>Puts something where it belongs; safe to repeat by its nature. The answer is left.</summary>
    public Task PutAsync(string path, object body, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var response = await _http.PutAsJsonAsync(Relative(path), body, GitHubJson.Options, cancellation);
            return response.StatusCode;
        },
        cancellation);

    /// <summary>Changes something; the answer is left.</summary>
    public Task PatchAsync(string path, object body, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var response = await _http.PatchAsJsonAsync(Relative(path), body, GitHubJson.Options, cancellation);
            return response.StatusCode;
        },
        cancellation);

    /// <summary>Takes something away. NotFound when it is not there.</summary>
    public Task DeleteAsync(string path, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var response = await _http.DeleteAsync(Relative(path), cancellation);
            return response.StatusCode;
        },
        cancellation);

    /// <summary>Opens an answer in a media type; the stream is the caller's to dispose.</summary>
    public Task<Stream> OpenAsync(string path, string accept, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Relative(path));
            request.Headers.Accept.ParseAdd(accept);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return await response.Content.ReadAsStreamAsync(cancellation);
        },
        cancellation);

    /// <summary>Asks a GraphQL query; the answer is its <c>data</c>. Errors in the answer are thrown.</summary>
    public Task<JsonElement> QueryAsync(string query, object variables, CancellationToken cancellation) => TranslateAsync(
        async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _graphQl) { Content = JsonContent.Create(new { query, variables }) };
            request.Options.Set(Http.GitHubRequest.IsQuery, true);
            using var response = await _http.SendAsync(request, cancellation);
            return GraphQlAnswer.Data(await response.Content.ReadFromJsonAsync<JsonElement>(cancellation));
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    // What the handlers do not see: a body that breaks off, and one that is no JSON.
    private static async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw StewardException.Unavailable("GitHub's answer broke off. Nothing was lost, try again.", failure);
        }
        catch (Exception failure) when (failure is JsonException or SerializationException or ApiException or FormatException)
        {
            throw StewardException.Unavailable("GitHub's answer could not be read; try again.", failure);
        }
    }
}
