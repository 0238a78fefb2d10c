using System.Net;
using Steward.Access;
using Steward.Answers;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class SessionTests
{
    [Fact]
    public async Task A_code_signs_in_once()
    {
        await using var world = await WebWorld.StartAsync();
        var path = await world.SignInPathAsync(AccessLevel.Read);
        using var browser = world.Client(null);
        using var first = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        await browser.GetAsync(path).ProblemAsync(HttpStatusCode.Forbidden);
        using var page = await GetAsync(browser, "/", cookie);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Of_many_who_use_a_code_at_once_one_gets_in()
    {
        await using var world = await WebWorld.StartAsync();
        var path = await world.SignInPathAsync(AccessLevel.Read);
        using var browser = world.Client(null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.GetAsync(path)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_code_expires()
    {
        await using var world = await WebWorld.StartAsync();
        var path = await world.SignInPathAsync(AccessLevel.Read);
        world.Clock.Advance(SignIns.CodeLifetime);
        using var browser = world.Client(null);
        await browser.GetAsync(path).ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_session_ends_with_its_token_and_at_its_time()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var issued = await admin.PostJsonAsync("/api/tokens", new { name = "ada", level = "Read" }).OkAsync<IssuedToken>();
        var cookie = await SignInAsync(world, issued.Secret);
        using var browser = world.Client(null);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/", cookie)).StatusCode);
        await admin.PostJsonAsync("/api/tokens/revoke", new { name = "ada" }).OkAsync<RevokeAnswer>();
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(browser, "/", cookie)).StatusCode);

        var other = await SignInAsync(world, await world.TokenAsync(AccessLevel.Read));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/", other)).StatusCode);
        world.Clock.Advance(Sessions.Lifetime);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(browser, "/", other)).StatusCode);
    }

    [Fact]
    public async Task A_session_of_one_host_is_good_at_another_on_the_same_storage()
    {
        await using var one = await WebWorld.StartAsync();
        await using var other = await WebWorld.StartAsync(one.Get<Azure.Storage.StorageAccount>());
        var cookie = await SignInAsync(one, await one.TokenAsync(AccessLevel.Read));
        using var browser = other.Client(null);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/", cookie)).StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_opens_nothing()
    {
        await using var world = await WebWorld.StartAsync();
        var value = (await SignInAsync(world, await world.TokenAsync(AccessLevel.Read))).Split(';')[0].Split('=', 2)[1];
        var payload = Kernel.Json.WriteBytes(new Session(new Caller("token:mallory", AccessLevel.Administer), null, world.Clock.GetUtcNow().AddDays(1)));
        var forged = $"{System.Buffers.Text.Base64Url.EncodeToString(payload)}.{value.Split('.')[1]}";
        using var browser = world.Client(null);
        foreach (var wrong in new[] { forged, value.Split('.')[0], $"{value}x", ".", new string('x', 5000) })
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(browser, "/", $"steward_session={wrong}")).StatusCode);
    }

    [Fact]
    public async Task A_session_sends_nothing_but_forms_that_came_from_its_own_pages()
    {
        await using var world = await WebWorld.StartAsync();
        var cookie = await SignInAsync(world, await world.TokenAsync(AccessLevel.Administer));
        using var browser = world.Client(null);
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        await browser.PostJsonAsync("/api/tokens", new { name = "x", level = "Administer" }).ProblemAsync(HttpStatusCode.Forbidden);
        await browser.PostAsync("/sign-out", Form([])).ProblemAsync(HttpStatusCode.Forbidden);
        await browser.PostAsync("/sign-out", Form(new() { ["formToken"] = "guess" })).ProblemAsync(HttpStatusCode.Forbidden);

        var page = await browser.GetStringAsync("/");
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"formToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var signedOut = await browser.PostAsync("/sign-out", Form(new() { ["formToken"] = token }));
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(signedOut.Headers.GetValues("Set-Cookie")));
    }

    private static async Task<string> SignInAsync(WebWorld world, string token)
    {
        using var client = world.Client(token);
        var code = await client.PostJsonAsync("/api/sign-in-codes", new { }).OkAsync<SignInCode>();
        using var browser = world.Client(null);
        using var answer = await browser.GetAsync(code.Path);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie"));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string path, string cookie) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", cookie.Split(';')[0] }, { "Accept", "text/html" } } });

    private static FormUrlEncodedContent Form(Dictionary<string, string> fields) => new(fields);
}
