using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.TestKit.Web;
using Steward.Web.Endpoints;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class AccessTests
{
    [Fact]
    public async Task Without_a_token_only_health_webhooks_sign_in_and_assets_are_open()
    {
        await using var world = await WebWorld.StartAsync();
        var open = Endpoints(world).Where(e => e.Metadata.GetMetadata<Open>() is not null).Select(e => e.RoutePattern.RawText!).ToList();
        Assert.Equal(
            ["/api/github/webhooks", "/assets/steward.css", "/assets/steward.svg", "/health", "/sign-in"],
            open.Select(p => System.Text.RegularExpressions.Regex.Replace(p, "[0-9a-f]{12}-", "")).Order(StringComparer.Ordinal));
        using var anybody = await world.ClientAsync();
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Every_endpoint_says_who_may_call_it_and_what_it_is_for()
    {
        await using var world = await WebWorld.StartAsync();
        Assert.NotEmpty(Endpoints(world));
        foreach (var endpoint in Endpoints(world))
        {
            Assert.True(endpoint.Metadata.GetMetadata<Open>() is not null || endpoint.Metadata.GetMetadata<RequiredLevel>() is not null, endpoint.DisplayName);
            Assert.False(string.IsNullOrEmpty(endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IEndpointSummaryMetadata>()?.Summary), endpoint.DisplayName);
        }
    }

    [Fact]
    public async Task Every_endpoint_that_takes_a_body_says_how_large_it_may_be()
    {
        await using var world = await WebWorld.StartAsync();
        var taking = Endpoints(world).Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0] is not "GET").ToList();
        var unbounded = taking.Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata>()?.MaxRequestBodySize is null);
        Assert.Equal(["/api/github/webhooks"], unbounded.Select(e => e.RoutePattern.RawText)); // it bounds what it reads by itself
        Assert.True(taking.Count > 10);
    }

    [Fact]
    public async Task Every_endpoint_that_is_not_open_answers_401_without_a_token()
    {
        await using var world = await WebWorld.StartAsync();
        using var anybody = await world.ClientAsync();
        foreach (var endpoint in Endpoints(world).Where(e => e.Metadata.GetMetadata<Open>() is null))
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Fill))));
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            await anybody.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)).ProblemAsync(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task An_endpoint_that_does_not_say_who_may_call_it_answers_nobody()
    {
        await using var world = await WebWorld.StartAsync(more: app => app.MapGet("/forgotten", () => "secret"));
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        await admin.GetAsync("/forgotten").ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_opens_its_level_and_those_below()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/products")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/products")).StatusCode);
        var sentence = await reader.GetAsync("/api/tokens").ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Contains("Administer", sentence);
    }

    [Fact]
    public async Task A_token_ends_at_its_time_and_when_it_is_revoked()
    {
        await using var world = await WebWorld.StartAsync();
        using var brief = world.Client(await world.TokenAsync(AccessLevel.Read, world.Clock.GetUtcNow().AddHours(1)));
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        Assert.Equal(HttpStatusCode.OK, (await brief.GetAsync("/api/products")).StatusCode);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await brief.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);

        var issued = await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Upload" }).OkAsync<Answers.IssuedToken>();
        using var ci = world.Client(issued.Secret);
        Assert.Equal(HttpStatusCode.OK, (await ci.GetAsync("/api/products")).StatusCode);
        await admin.PostJsonAsync("/api/tokens/revoke", new { name = "ci" }).OkAsync<Answers.RevokeAnswer>();
        await ci.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer stw_0000000000000000000000000000000000000000000000000")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    public async Task What_is_no_token_opens_nothing(string header)
    {
        await using var world = await WebWorld.StartAsync();
        using var client = world.Client(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using var answer = await client.GetAsync("/api/products");
        Assert.Equal("Bearer realm=\"steward\"", answer.Headers.WwwAuthenticate.ToString());
        await client.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Neither_logs_nor_storage_hold_a_token()
    {
        await using var world = await WebWorld.StartAsync();
        var secret = await world.TokenAsync(AccessLevel.Read);
        using var client = world.Client(secret);
        await client.GetAsync("/api/products");
        await client.GetAsync("/api/tokens");
        var path = await world.SignInPathAsync(AccessLevel.Read);
        await client.GetAsync(path);
        Assert.NotEmpty(world.Logs.Lines);
        var hidden = new[] { secret, path.Split('=')[1] };
        Assert.DoesNotContain(world.Logs.Lines, line => hidden.Any(line.Contains));
        await foreach (var row in (await world.Get<Azure.Storage.StorageAccount>().TableAsync("Access")).QueryAsync<global::Azure.Data.Tables.TableEntity>())
            Assert.DoesNotContain(row, cell => cell.Value is string text && hidden.Contains(text));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.0.0.1")]
    public async Task On_loopback_another_host_name_is_refused(string host)
    {
        await using var world = await WebWorld.StartAsync();
        using var client = await world.ClientAsync(AccessLevel.Read);
        await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/products") { Headers = { Host = host } }).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/products")]
    [InlineData("/")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_safe(string path)
    {
        await using var world = await WebWorld.StartAsync();
        using var anybody = await world.ClientAsync();
        using var answer = await anybody.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("script-src", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    private static IEnumerable<RouteEndpoint> Endpoints(WebWorld world) =>
        world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Fill(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "index" } => "0",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "openapi",
        _ => "x",
    };
}
