using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.TestKit.KeyVault;

/// <summary>
/// A Key Vault over HTTP on loopback (api-version 7.4: Get Key, Sign) with real keys in versions. It is reached by the address of a real vault, since no
/// token is ever sent without TLS: the transport takes what goes there to loopback.
/// </summary>
public sealed class FakeKeyVault : IAsyncDisposable
{
    /// <summary>The only token that it lets in.</summary>
    public const string Token = "a-token-of-the-fake-identity";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, FakeKey> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RequestDelegate> _faults = new();

    private FakeKeyVault(WebApplication app) => _app = app;

    /// <summary>Its name in the cloud.</summary>
    public static string Host => "steward-test.vault.azure.net";

    /// <summary>The requests so far: <c>GET /keys/signing</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The transport that finds it.</summary>
    public HttpPipelineTransport Transport => new HttpClientTransport(new HttpClient(new ToLoopback(new Uri(_app.Urls.First()))));

    /// <summary>The credential that it lets in, with the scopes that were asked for.</summary>
    public FakeCredential Credential { get; } = new();

    /// <summary>Starts it, empty.</summary>
    public static async Task<FakeKeyVault> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var vault = new FakeKeyVault(app);
        app.Run(vault.ServeAsync);
        await app.StartAsync();
        return vault;
    }

    /// <summary>The address of a key, or of one of its versions.</summary>
    public static Uri AddressOf(string name, string? version = null) => new($"https://{Host}/keys/{name}{(version is null ? "" : $"/{version}")}");

    /// <summary>Makes a key, or the next version of one.</summary>
    public FakeKeyVersion Add(string name, FakeKeyVersion version) => _keys.GetOrAdd(name, _ => new FakeKey()).Add(version);

    /// <summary>Answers the next requests so, before anything is looked at.</summary>
    public void FailNext(int status, string body = "", string? retryAfter = null, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _faults.Enqueue(http =>
            {
                http.Response.StatusCode = status;
                if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter;
                return http.Response.WriteAsync(body);
            });
        }
    }

    /// <summary>Breaks the next connections off.</summary>
    public void CutNext(int times)
    {
        for (var i = 0; i < times; i++) _faults.Enqueue(http => Task.Run(http.Abort));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        Calls.Enqueue($"{http.Request.Method} {http.Request.Path}");
        if (_faults.TryDequeue(out var fault)) await fault(http);
        else if (http.Request.Headers.Authorization != $"Bearer {Token}") await ChallengeAsync(http);
        else await RouteAsync(http);
    }

    private Task RouteAsync(HttpContext http)
    {
        var segments = http.Request.Path.Value!.Trim('/').Split('/');
        if (http.Request.Query["api-version"] != "7.4" || segments is not ["keys", var name, ..] || !_keys.TryGetValue(name, out var key) || key.Find(segments.ElementAtOrDefault(2) is "wrapkey" ? null : segments.ElementAtOrDefault(2)) is not { } version)
            return ProblemAsync(http, 404, "KeyNotFound");
        if (!version.IsEnabled) return ProblemAsync(http, 403, "Forbidden", "KeyDisabled");
        return segments switch
        {
            [_, _] or [_, _, _] when HttpMethods.IsGet(http.Request.Method) => http.Response.WriteAsJsonAsync(new { key = version.Public(AddressOf(name, version.Id)) }),
            [_, _, _, "sign"] when HttpMethods.IsPost(http.Request.Method) => SignAsync(http, AddressOf(name, version.Id), version),
            [_, _, "wrapkey"] or [_, _, _, "wrapkey"] when HttpMethods.IsPost(http.Request.Method) => WrapAsync(http, AddressOf(name, version.Id), version.Wrap),
            [_, _, _, "unwrapkey"] when HttpMethods.IsPost(http.Request.Method) => WrapAsync(http, AddressOf(name, version.Id), version.Unwrap),
            _ => ProblemAsync(http, 405, "MethodNotAllowed"),
        };
    }

    private static async Task WrapAsync(HttpContext http, Uri id, Func<string, string> change)
    {
        var asked = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        if (asked.GetProperty("alg").GetString() != "RSA-OAEP-256") await ProblemAsync(http, 400, "BadParameter");
        else await http.Response.WriteAsJsonAsync(new { kid = id, value = change(asked.GetProperty("value").GetString()!) });
    }

    private static async Task SignAsync(HttpContext http, Uri id, FakeKeyVersion version)
    {
        var asked = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        if (asked.GetProperty("alg").GetString() != "ES256") await ProblemAsync(http, 400, "BadParameter");
        else await http.Response.WriteAsJsonAsync(new { kid = id, value = version.Sign(asked.GetProperty("value").GetString()!) });
    }

    private static Task ChallengeAsync(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/the-tenant\", resource=\"https://vault.azure.net\"";
        return ProblemAsync(http, 401, "Unauthorized");
    }

    private static Task ProblemAsync(HttpContext http, int status, string code, string? inner = null)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = new { code, message = $"{code}: no.", innererror = inner is null ? null : new { code = inner } } });
    }

    private sealed class ToLoopback(Uri loopback) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(Turn(request), cancellationToken);

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => base.Send(Turn(request), cancellationToken);

        private HttpRequestMessage Turn(HttpRequestMessage request)
        {
            if (request.RequestUri!.Authority != Host) throw new HttpRequestException($"No such host is known: {request.RequestUri.Authority}");
            request.RequestUri = new Uri(loopback, request.RequestUri.PathAndQuery);
            return request;
        }
    }
}

/// <summary>An identity of the fake cloud.</summary>
public sealed class FakeCredential : TokenCredential
{
    /// <summary>The token it gives.</summary>
    public string Token { get; set; } = FakeKeyVault.Token;

    /// <summary>What tokens were asked for.</summary>
    public ConcurrentQueue<string> Scopes { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        foreach (var scope in requestContext.Scopes) Scopes.Enqueue(scope);
        return new AccessToken(Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
