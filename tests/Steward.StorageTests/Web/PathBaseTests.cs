using System.Net;
using System.Text.RegularExpressions;
using Steward.Access;
using Steward.Kernel;
using Steward.TestKit.Web;
using Steward.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class PathBaseTests
{
    private static readonly WebOptions Below = new() { PathBase = "/steward" };

    [Theory]
    [InlineData("/steward")]
    [InlineData("")] // a proxy that takes the prefix off before it asks
    public async Task Every_address_of_every_page_stays_below_the_path(string asked)
    {
        await using var world = await WebWorld.StartAsync(options: Below);
        var shop = await world.Seed.ProductAsync();
        await world.Seed.ChangeAsync(shop, 1, Trees.Rich(world.Clock.GetUtcNow()));
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(1));
        await world.Seed.ReleaseAsync(shop, "v1", WebSeed.Sha(1), Trees.Green());
        await world.Seed.ErrorsAsync(shop, "v1", "ERROR drawer 3 is stuck\n");
        using var browser = world.Client(null);
        using var signedIn = await browser.GetAsync(asked + await world.SignInPathAsync(AccessLevel.Administer));
        Assert.Equal("0; url=/steward/", Assert.Single(signedIn.Headers.GetValues("Refresh")));
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("path=/steward;", cookie, StringComparison.OrdinalIgnoreCase);
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        var seen = await CrawlAsync(browser, asked);
        Assert.Superset(
            new HashSet<string> { "/", "/orchestrations", "/products/contoso/shop/releases/v1", "/api/products/contoso/shop/releases/v1/passport", "/products/contoso/shop/errors/v1", "/products/contoso/shop/evidence/0" },
            seen);
    }

    [Fact]
    public async Task Redirects_and_the_description_stay_below_the_path()
    {
        await using var world = await WebWorld.StartAsync(options: Below);
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        using var signedOut = await admin.PostAsync("/steward/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal("/steward/sign-in", signedOut.Headers.Location?.OriginalString);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Green());
        using var approved = await admin.PostAsync($"/steward/products/contoso/shop/changes/{change.Id.Commit}/approvals", new FormUrlEncodedContent([]));
        Assert.Equal($"/steward/products/contoso/shop/changes/{change.Id.Commit}", approved.Headers.Location?.OriginalString);
        var described = System.Text.Json.Nodes.JsonNode.Parse(await admin.GetStringAsync("/steward/api/openapi.json"))!;
        Assert.Equal("/steward", ((string?)described["servers"]![0]!["url"])!.TrimEnd('/'));
    }

    [Fact]
    public async Task What_a_proxy_forwards_is_believed_only_of_the_proxies_that_are_set()
    {
        Assert.False(await IsSecureAsync(new WebOptions()));
        Assert.False(await IsSecureAsync(new WebOptions { Proxies = ["10.0.0.0/8"] }));
        Assert.True(await IsSecureAsync(new WebOptions { Proxies = ["127.0.0.1"] }));
        Assert.True(await IsSecureAsync(new WebOptions { Proxies = ["127.0.0.0/8"] }));
        Assert.True(await IsSecureAsync(new WebOptions { IsBehindFrontDoor = true }));
    }

    [Fact]
    public async Task No_header_moves_addresses()
    {
        await using var world = await WebWorld.StartAsync(options: new WebOptions { Proxies = ["127.0.0.1"] });
        using var browser = world.Client(null);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/tools");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        var page = await browser.GetStringAsync("/sign-in");
        Assert.Contains("href=\"/assets/", page);
        Assert.DoesNotContain("evil", page);
    }

    [Theory]
    [InlineData("steward")]
    [InlineData("/steward/")]
    [InlineData("/a\"b")]
    public void A_path_that_cannot_be_one_stops_the_host(string path)
    {
        var failure = Assert.Throws<StewardException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddStewardWeb(new WebOptions { PathBase = path, Proxies = ["nonsense"] }));
        Assert.Contains("PathBase", failure.Message);
        Assert.Contains("nonsense", failure.Message);
    }

    private static async Task<bool> IsSecureAsync(WebOptions options)
    {
        await using var world = await WebWorld.StartAsync(options: options);
        using var browser = world.Client(null);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await browser.GetAsync(await world.SignInPathAsync(AccessLevel.Read));
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Contains("secure", StringComparison.OrdinalIgnoreCase);
    }

    // Follows every link and form that a page has, from the first page on; gives the addresses below the path.
    private static async Task<HashSet<string>> CrawlAsync(HttpClient browser, string asked)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { "/" };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var path))
        {
            using var answer = await browser.GetAsync(asked + path);
            Assert.True(answer.IsSuccessStatusCode || path.EndsWith("/approvals", StringComparison.Ordinal) || path.EndsWith("/waivers", StringComparison.Ordinal) || path == "/sign-out" || answer.StatusCode == HttpStatusCode.NotFound && path.Contains("/changes/"), $"{answer.StatusCode} at {path}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (Match match in Regex.Matches(await answer.Content.ReadAsStringAsync(), "(?:href|action|src)=\"([^\"]*)\""))
            {
                var address = WebUtility.HtmlDecode(match.Groups[1].Value);
                if (address[0] is '#' or '?') continue;
                Assert.StartsWith("/steward/", address);
                if (seen.Add(address["/steward".Length..])) open.Enqueue(address["/steward".Length..]);
            }
        }

        return seen;
    }
}
