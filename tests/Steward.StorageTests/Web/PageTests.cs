using System.Net;
using Steward.Access;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Passports;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class PageTests
{
    private const string Shop = "/products/contoso/shop";

    [Fact]
    public async Task A_change_says_what_is_wrong_first_and_what_to_do_next()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Rich(world.Clock.GetUtcNow()));
        var page = (await TextAsync(reader, $"{Shop}/changes/{change.Id.Commit}")).Split("What to do next")[1];
        var order = new[] { "security/antivirus", "clamd at 127.0.0.1:3310", "the next evidence about the commit", "speedy-parser", "Mend it in a new commit", "testing/results/browser", "awaited until 2026-11-23 09:50:00 UTC", "Why" };
        Assert.Equal(order.Order(Comparer<string>.Create((a, b) => page.IndexOf(a, StringComparison.Ordinal) - page.IndexOf(b, StringComparison.Ordinal))), order);
        Assert.All(order, text => Assert.Contains(text, page));

        world.Clock.Advance(TimeSpan.FromHours(1));
        page = await TextAsync(reader, $"{Shop}/changes/{change.Id.Commit}");
        Assert.Contains($"steward results push FILE --set browser --product contoso/shop --commit {change.Id.Commit}", page);
        var green = await world.Seed.ChangeAsync(WebSeed.Shop, 2, Trees.Green());
        Assert.DoesNotContain("What to do next", await TextAsync(reader, $"{Shop}/changes/{green.Id.Commit}"));
    }

    [Fact]
    public async Task A_change_whose_orchestration_failed_says_so_and_how_it_goes_on()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, null, ChangeState.Running);
        world.Seed.Instance(ChangeInstance.IdOf(change.Id), OrchestrationRuntimeStatus.Failed, failure: "clamd does not answer <b>");
        var page = await TextAsync(reader, $"{Shop}/changes/{change.Id.Commit}");
        Assert.Contains("Its orchestration failed", page);
        Assert.Contains("clamd does not answer <b>", page);
        Assert.Contains($"steward orchestrations resume {ChangeInstance.IdOf(change.Id)}", page);
        Assert.Contains("1 orchestration failed and waits", await TextAsync(reader, "/"));
    }

    [Fact]
    public async Task A_running_change_shows_how_far_each_stage_is_even_before_the_first_is_done()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, null, ChangeState.Running);
        world.Seed.Instance(ChangeInstance.IdOf(change.Id), OrchestrationRuntimeStatus.Running);
        Assert.Contains("value=\"0\"", await reader.GetStringAsync($"{Shop}/changes/{change.Id.Commit}"));
        var steps = new Dictionary<string, string> { ["testing/results"] = "done", ["security/licences"] = "running", ["security/antivirus"] = "failed" };
        world.Seed.Instance(ChangeInstance.IdOf(change.Id), OrchestrationRuntimeStatus.Running, progress: new ChangeProgress(steps, null));
        var page = await reader.GetStringAsync($"{Shop}/changes/{change.Id.Commit}");
        Assert.Contains("max=\"3\" value=\"2\"", page);
        Assert.Contains("antivirus failed.", page);
    }

    [Fact]
    public async Task Pages_stand_when_the_engine_does_not_answer_and_say_that_it_is_not_known()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Green());
        world.Engine.Fault = StewardException.Unavailable("The engine rests.");
        Assert.Contains("whether orchestrations have failed is not known", await TextAsync(reader, "/"));
        Assert.Contains("Charge each card once", await TextAsync(reader, $"{Shop}/changes/{change.Id.Commit}"));
    }

    [Fact]
    public async Task Products_that_are_held_up_come_first()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        await world.Seed.ProductAsync("a/empty");
        await world.Seed.ChangeAsync(await world.Seed.ProductAsync("b/green"), 1, Trees.Green());
        await world.Seed.ChangeAsync(await world.Seed.ProductAsync("c/running"), 2, null, ChangeState.Running);
        await world.Seed.ChangeAsync(await world.Seed.ProductAsync("d/red"), 3, Trees.Hostile());
        await world.Seed.ChangeAsync(await world.Seed.ProductAsync("e/error"), 4, Trees.Rich(world.Clock.GetUtcNow()));
        var page = await TextAsync(reader, "/");
        Assert.Contains("2 of 5 products held up", page);
        var places = new[] { "e/error", "d/red", "c/running", "b/green", "a/empty" }.Select(p => page.IndexOf($">{p}<", StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task A_release_shows_its_commits_its_proofs_and_a_passport_that_verifies_offline()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var repository = world.Keep(await GitRepositoryBuilder.CreateAsync());
        var shop = await world.Seed.ProductAsync(source: repository.Source);
        var commit = await repository.Write("a.txt", "a").CommitAsync("Open <b>the</b> till");
        var forgotten = await repository.Write("a.txt", "b").CommitAsync("Close the till");
        var head = await repository.Write("a.txt", "c").CommitAsync("Paint the till");
        await repository.TagAsync("release/1.0");
        await world.Seed.JudgedAsync(shop, commit, Verdict.Fail);
        await world.Seed.JudgedAsync(shop, head, Verdict.Pass);
        await world.Seed.ReleaseAsync(shop, "release/1.0", head, Trees.Green());

        var page = await TextAsync(reader, $"{Shop}/releases/release%2F1.0");
        Assert.Contains("3 commits, newest first", page);
        foreach (var title in new[] { "Open <b>the</b> till", "Close the till", "Paint the till" }) Assert.Contains(title, page);
        Assert.Contains("No change brought it", page);
        Assert.Contains(forgotten.Abbreviated, page);
        Assert.Contains("every proof was checked and holds", page);
        Assert.Contains("release-1.0.passport.json", page);

        using var answer = await reader.GetAsync($"/api{Shop}/releases/release%2F1.0/passport");
        Assert.Equal("release-1.0.passport.json", answer.Content.Headers.ContentDisposition?.FileName);
        var key = NoteKey.Parse(await reader.GetStringAsync("/api/key"));
        Assert.Contains(PassportVerifier.Verify(await answer.Content.ReadAsByteArrayAsync(), key).Checks, c => c is { Name: "signature", Holds: true });
        Assert.Contains("/releases/release%2F1.0", await reader.GetStringAsync($"{Shop}/releases"));
    }

    [Fact]
    public async Task A_release_whose_repository_is_out_of_reach_is_shown_all_the_same()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        await world.Seed.ReleaseAsync(await world.Seed.ProductAsync(source: "git:/nowhere"), "v1", WebSeed.Sha(1), Trees.Green());
        var page = await TextAsync(reader, $"{Shop}/releases/v1");
        Assert.Contains("cannot be read from the repository now", page);
        Assert.Contains("Download the passport", page);
        await reader.GetAsync($"{Shop}/releases/v9").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Error_groups_are_shown_by_release_with_what_is_new_and_masked_samples()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync(source: "git:/nowhere");
        Assert.Contains("No release has reported errors yet", await TextAsync(reader, $"{Shop}/errors"));
        await world.Seed.ErrorsAsync(shop, "v1", "ERROR order 17 of alice@example.org failed\nERROR till closed\n");
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Seed.ErrorsAsync(shop, "v2", "ERROR order 18 of bob@example.org failed\nERROR <script>alert(1)</script> is stuck\n");

        var newest = await reader.GetStringAsync($"{Shop}/errors");
        Assert.Contains("2 errors in 2 groups, 1 new since v1", newest);
        Assert.DoesNotContain("<script>", newest);
        Assert.DoesNotContain("example.org", newest);
        Assert.Contains("did not come back", newest);
        Assert.Contains("there is no release before", await TextAsync(reader, $"{Shop}/errors/v1"));
        var known = System.Text.RegularExpressions.Regex.Matches(newest, "/products/contoso/shop/errors/v2/[0-9a-f]{16}").Select(m => m.Value).ToList();
        var groups = await Task.WhenAll(known.Select(path => TextAsync(reader, path)));
        var both = Assert.Single(groups, g => g.Contains("2 in 2 releases"));
        Assert.Contains("<email>", both);
        Assert.DoesNotContain("example.org", both);
        await reader.GetAsync($"{Shop}/errors/v2/0123456789abcdef").ProblemAsync(HttpStatusCode.NotFound);
        await reader.GetAsync($"{Shop}/errors/v9").ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<string> TextAsync(HttpClient reader, string path) => WebUtility.HtmlDecode(await reader.GetStringAsync(path));
}
