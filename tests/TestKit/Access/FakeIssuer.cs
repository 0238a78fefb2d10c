using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Steward.TestKit.Access;

/// <summary>
/// An issuer of OpenID Connect over HTTP on loopback, below a path of its own: openid-configuration, keys, and the address at which a job of GitHub Actions asks for its token.
/// </summary>
public sealed class FakeIssuer : IAsyncDisposable
{
    private const string Request = "/request";
    private readonly WebApplication _app;
    private readonly string _path;
    private readonly ConcurrentDictionary<string, JsonObject> _published = new(StringComparer.Ordinal);

    private FakeIssuer(WebApplication app, string path) => (_app, _path) = (app, path);

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What it answers everything with, when set: 503.</summary>
    public int? Fault { get; set; }

    /// <summary>What stands in its openid-configuration in place of the address of its keys.</summary>
    public string? KeysElsewhere { get; set; }

    /// <summary>What its openid-configuration calls it, when not by its name.</summary>
    public string? OtherName { get; set; }

    /// <summary>What it is called: the claim iss.</summary>
    public string Name => $"{_app.Urls.First()}{_path}";

    /// <summary>The address of a server that it can stand in for: <c>http://127.0.0.1:PORT/</c>.</summary>
    public string Authority => $"{_app.Urls.First()}/";

    /// <summary>The first key, which is published.</summary>
    public FakeSigningKey Key { get; } = new("key-1");

    /// <summary>What a job's request for a token is answered with, by the audience that it asks for.</summary>
    public Func<string, string>? Job { get; set; }

    /// <summary>What a job shows to be given its token.</summary>
    public string JobSecret { get; } = "the-job's-own-request-token";

    /// <summary>Where a job asks for its token.</summary>
    public string RequestUrl => $"{Name}{Request}?api-version=2.0";

    /// <summary>Starts it with one key.</summary>
    /// <param name="path">What its name ends with: <c>/TENANT/v2.0</c>.</param>
    public static async Task<FakeIssuer> StartAsync(string path = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new FakeIssuer(app, path);
        issuer.Publish(issuer.Key);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Adds a key to those that everybody may see.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">What is wrong with how it is published.</param>
    public void Publish(FakeSigningKey key, Action<JsonObject>? change = null)
    {
        var jwk = Jwk(key.Id, key.Rsa);
        change?.Invoke(jwk);
        _published[key.Id] = jwk;
    }

    /// <summary>A token with the first key.</summary>
    public string Sign(JsonObject claims) => Key.Sign(claims);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![_path.Length..];
        Calls.Enqueue(path);
        context.Response.StatusCode = Fault ?? StatusCodes.Status200OK;
        return Fault is not null ? Task.CompletedTask : path switch
        {
            "/.well-known/openid-configuration" => context.Response.WriteAsJsonAsync(new JsonObject { ["issuer"] = OtherName ?? Name, ["jwks_uri"] = KeysElsewhere ?? $"{Name}/keys" }),
            "/keys" => context.Response.WriteAsJsonAsync(new JsonObject { ["keys"] = new JsonArray([.. _published.Values.Select(k => k.DeepClone())]) }),
            Request when context.Request.Headers.Authorization == $"Bearer {JobSecret}" && Job is not null =>
                context.Response.WriteAsJsonAsync(new JsonObject { ["count"] = 1, ["value"] = Job(context.Request.Query["audience"].ToString()) }),
            _ => NotThere(context),
        };
    }

    private static Task NotThere(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static JsonObject Jwk(string id, RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA", ["alg"] = "RS256", ["use"] = "sig", ["kid"] = id, ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent),
        };
    }
}
