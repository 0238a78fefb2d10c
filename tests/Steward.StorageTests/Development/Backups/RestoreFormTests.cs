using System.Net;
using System.Text.RegularExpressions;
using Steward.Access;
using Steward.Answers;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Requests;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>Restores by the dashboard's forms: the same rules as through the API, in the name of the session's person.</summary>
public sealed partial class RestoreFormTests
{
    private const string Path = "/backups/restores";

    [Fact]
    public async Task One_person_asks_and_another_approves_by_the_digest_that_the_page_shows()
    {
        await using var world = await BackedUpAsync();
        using var ada = await BrowserAsync(world, "ada");
        using var bob = await BrowserAsync(world, "bob");
        await BackAsync(ada.PostAsync(Path, await FormAsync(ada, ("plan", "servers:db"), ("where", "over"), ("snapshot", ""), ("target", ""), ("include", "a.txt\r\n\r\nb c.txt\n"))));
        var request = Assert.Single((await world.Web.Get<RestoreDesk>().ListAsync(new Caller("x", AccessLevel.Approve), default)).Requests);
        Assert.Equal(("github:ada", true, AgentCalls.Snapshot), (request.By, request.Wish.InPlace, request.Wish.Snapshot));
        Assert.Equal(["a.txt", "b c.txt"], request.Wish.Include);
        var (hers, his) = (await ada.GetStringAsync("/backups"), await bob.GetStringAsync("/backups"));
        Assert.All([hers, his], page => Assert.Contains(request.Digest, page, StringComparison.Ordinal));
        Assert.Contains("another person has to approve it", hers, StringComparison.Ordinal);
        Assert.DoesNotContain($"{request.Id}/approve", hers, StringComparison.Ordinal);
        Assert.Contains($"action=\"{Path}/{request.Id}/approve\"", his, StringComparison.Ordinal);

        var approve = $"{Path}/{request.Id}/approve";
        (string Name, string Value) digest = ("digest", request.Digest);
        Assert.Contains("another person", await ada.PostAsync(approve, await FormAsync(ada, digest)).ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await bob.PostAsync(approve, new FormUrlEncodedContent([new(digest.Name, digest.Value)])).ProblemAsync(HttpStatusCode.Forbidden);
        await bob.PostAsync(approve, await FormAsync(bob, ("digest", new string('0', 64)))).ProblemAsync(HttpStatusCode.Conflict);
        await BackAsync(bob.PostAsync(approve, await FormAsync(bob, digest)));
        Assert.Equal((RequestState.Approved, "github:bob"), (await RequestAsync(world)) is var r ? (r.State, r.DecidedBy) : default);
        using var agent = await world.AgentAsync("db1");
        Assert.Contains((await agent.OrdersAsync()).Orders, o => o.Kind == OrderKind.Restore);
        Assert.DoesNotContain(approve, await bob.GetStringAsync("/backups"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_the_level_there_is_no_form_and_none_is_taken_and_one_can_be_refused()
    {
        await using var world = await BackedUpAsync();
        using var reader = await BrowserAsync(world, "eve", AccessLevel.Read);
        using var ada = await BrowserAsync(world, "ada");
        Assert.DoesNotContain($"action=\"{Path}\"", await reader.GetStringAsync("/backups"), StringComparison.Ordinal);
        await reader.PostAsync(Path, await FormAsync(reader, ("plan", "servers:db"), ("target", "/tmp/x"))).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Contains("Say where", await ada.PostAsync(Path, await FormAsync(ada, ("plan", "servers:db"), ("where", "beside"), ("target", " "))).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await BackAsync(ada.PostAsync(Path, await FormAsync(ada, ("plan", "servers:db"), ("where", "beside"), ("target", "/srv/restored"))));
        var request = await RequestAsync(world);
        await reader.PostAsync($"{Path}/{request.Id}/refuse", await FormAsync(reader, ("digest", request.Digest))).ProblemAsync(HttpStatusCode.Forbidden);
        await BackAsync(ada.PostAsync($"{Path}/{request.Id}/refuse", await FormAsync(ada, ("digest", request.Digest))));
        Assert.Equal(RequestState.Refused, (await RequestAsync(world)).State);
    }

    private static async Task<RestoreRequest> RequestAsync(BackupWorld world) =>
        Assert.Single((await world.Web.Get<RestoreDesk>().ListAsync(new Caller("x", AccessLevel.Approve), default)).Requests);

    private static async Task<BackupWorld> BackedUpAsync()
    {
        var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        await world.LookAsync(TimeSpan.FromMinutes(31));
        using var agent = await world.AgentAsync("db1");
        var order = await agent.OneAsync();
        await agent.ReportAsync(order.Id, await agent.ClaimedAsync(order.Id)).OkAsync<object>();
        return world;
    }

    private static async Task<HttpClient> BrowserAsync(BackupWorld world, string login, AccessLevel level = AccessLevel.Approve)
    {
        using var person = await world.PersonAsync(login, level);
        var code = await person.PostJsonAsync("/api/sign-in-codes", new { }).OkAsync<SignInCode>();
        var browser = world.Web.Client(null);
        using var signedIn = await browser.GetAsync(code.Path);
        browser.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient browser, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await browser.GetStringAsync("/backups")).Groups[1].Value;
        return new([new("formToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
    }

    private static async Task BackAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        Assert.Equal("/backups#restores", answer.Headers.Location?.ToString());
    }

    [GeneratedRegex("name=\"formToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
