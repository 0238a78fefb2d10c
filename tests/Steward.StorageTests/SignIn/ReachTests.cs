using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Answers;
using Steward.TestKit.Hosts;
using Steward.TestKit.Web;
using Steward.Web.Endpoints;
using Xunit;

namespace Steward.StorageTests.SignIn;

public sealed class ReachTests
{
    [Fact]
    public async Task A_token_of_some_products_is_let_through_to_these_and_to_no_other_endpoint_that_does_not_keep_to_them()
    {
        await using var world = await WebWorld.StartAsync();
        using var client = world.Client(await TokenAsync(world, new TokenRequest("t", AccessLevel.Administer, Products: ["acme/*"])));
        var tried = 0;
        foreach (var endpoint in Endpoints(world).Where(e => e.Metadata.GetMetadata<RequiredLevel>() is not null && e.Metadata.GetMetadata<KeepsToReach>() is null))
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.RawText!.Trim('/').Split('/').Select(s => s switch { "{owner}" => "globex", "{name}" => "site", _ => s.Contains("index") ? "0" : s[0] == '{' ? "x" : s }));
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]), path);
            Assert.Contains("acme/*", await client.SendAsync(request).ProblemAsync(HttpStatusCode.Forbidden));
            tried++;
        }

        Assert.True(tried > 40, $"{tried}");
        await client.GetAsync("/api/products/Acme/app/changes").ProblemAsync(HttpStatusCode.NotFound); // within reach: it is looked for
    }

    [Fact]
    public async Task Lists_show_the_products_within_reach_only()
    {
        await using var world = await WebWorld.StartAsync();
        foreach (var name in new[] { "acme/app", "acme/site", "globex/app" }) await world.Seed.ProductAsync(name, "git:/nowhere");
        using var client = world.Client(await TokenAsync(world, new TokenRequest("t", AccessLevel.Read, Products: ["acme/app", "GLOBEX/*"])));
        var list = await client.GetAsync("/api/products").OkAsync<ProductList>();
        Assert.Equal(["acme/app", "globex/app"], list.Products.Select(p => p.Product.Id.ToString()));
        var page = await client.GetStringAsync("/");
        Assert.Contains("globex/app", page);
        Assert.DoesNotContain("acme/site", page);

        // Its session reaches no more.
        var code = await client.PostJsonAsync("/api/sign-in-codes", new { }).OkAsync<SignInCode>();
        using var browser = world.Client(null);
        using var signedIn = await browser.GetAsync(code.Path);
        browser.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        Assert.DoesNotContain("acme/site", await browser.GetStringAsync("/"));
        await browser.GetAsync("/api/products/acme/site/changes").ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_of_a_scope_opens_that_only_and_is_told_which_it_has()
    {
        await using var world = await WebWorld.StartAsync();
        await world.Seed.ProductAsync("acme/app", "git:/nowhere");
        using var client = world.Client(await TokenAsync(world, new TokenRequest("t", AccessLevel.Upload, Scopes: [AccessScopes.Logs])));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/logs/acme/app/v1", new StringContent("ERROR x"))).StatusCode);
        var sentence = await client.PostAsync($"/api/results/acme/app/{new string('1', 40)}?set=unit", new StringContent("<a/>")).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal("token:t is for logs:upload only, and this is results:upload.", sentence);
        await client.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_upload_names_its_scope()
    {
        await using var world = await WebWorld.StartAsync();
        var uploads = Endpoints(world).Where(e => e.Metadata.GetMetadata<RequiredLevel>()?.Level == AccessLevel.Upload).ToList();
        Assert.NotEmpty(uploads);
        Assert.All(uploads, e => Assert.Contains(e.Metadata.GetMetadata<RequiredScope>()?.Scope, AccessScopes.Uploads.Append(AccessScopes.Agent)));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("*/*")]
    [InlineData("*")]
    [InlineData("acme/a*")]
    [InlineData("")]
    public async Task What_names_no_products_is_refused(string product)
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        await admin.PostJsonAsync("/api/tokens", new { name = "x", level = "Read", products = new[] { product } }).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Tokens_end_by_default_within_a_maximum_and_are_listed_with_reach_last_use_and_warning()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var issued = await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Upload", products = new[] { "Acme/App" }, scopes = new[] { "results:upload" } }).OkAsync<IssuedToken>();
        Assert.Equal(world.Clock.GetUtcNow().AddDays(90), issued.Token.ExpiresAt);
        await admin.PostJsonAsync("/api/tokens", new { name = "long", level = "Read", expiresAt = "2030-01-01T00:00:00Z" }).ProblemAsync(HttpStatusCode.BadRequest);
        await admin.PostJsonAsync("/api/tokens", new { name = "low", level = "Read", scopes = new[] { "results:upload" } }).ProblemAsync(HttpStatusCode.BadRequest);
        await admin.PostJsonAsync("/api/tokens", new { name = "none", level = "Read", scopes = Array.Empty<string>() }).ProblemAsync(HttpStatusCode.BadRequest);

        world.Clock.Advance(TimeSpan.FromDays(80));
        using var ci = world.Client(issued.Secret);
        await ci.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Forbidden);
        TokenView shown = null!;
        await Eventually.TrueAsync("the day of last use is kept", async () => (shown = (await admin.GetAsync("/api/tokens").OkAsync<TokenList>()).Tokens.Single(t => t.Name == "ci")).LastUsedOn is not null);
        Assert.Equal(new DateOnly(2027, 2, 11), shown.LastUsedOn);
        Assert.True(shown.EndsSoon);
        Assert.Equal(["Acme/App", "results:upload"], shown.Products!.Concat(shown.Scopes!));
    }

    [Fact]
    public async Task A_day_of_use_neither_undoes_nor_outruns_a_revocation()
    {
        await using var world = await WebWorld.StartAsync();
        var (tokens, store) = (world.Get<AccessTokens>(), world.Get<ITokenStore>());
        for (var i = 0; i < 10; i++)
        {
            var (_, token) = await tokens.IssueAsync(new TokenRequest($"r{i}", AccessLevel.Read), "test", CancellationToken.None);
            var day = new DateOnly(2026, 11, 23);
            await Task.WhenAll(
                [tokens.RevokeAsync(token.Name, CancellationToken.None), .. Enumerable.Range(0, 8).Select(_ => store.MarkUsedAsync(token.Hash, day, CancellationToken.None))]);
            Assert.NotNull((await store.FindAsync(token.Hash, CancellationToken.None))!.RevokedAt);
        }
    }

    [Fact]
    public async Task An_address_that_fails_too_often_is_not_listened_to_for_a_minute()
    {
        await using var world = await WebWorld.StartAsync(with: services => services.AddSingleton(new FailureLimitOptions { PerMinute = 5 }));
        using var good = await world.ClientAsync(AccessLevel.Read);
        using var bad = world.Client(TokenSecret.Create());
        for (var i = 0; i < 5; i++) await bad.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
        using var refused = await good.GetAsync("/api/products");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await good.GetAsync("/api/products")).StatusCode);
    }

    private static async Task<string> TokenAsync(WebWorld world, TokenRequest request) =>
        (await world.Get<AccessTokens>().IssueAsync(request, "test", CancellationToken.None)).Secret;

    private static IEnumerable<RouteEndpoint> Endpoints(WebWorld world) =>
        world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
