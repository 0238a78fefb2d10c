using Microsoft.Playwright;
using Steward.Access;
using Steward.Gates;
using Steward.Ledger;
using Steward.TestKit;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

[Long]
public sealed class UseTests
{
    private static readonly Look Desk = Look.All[0];

    [Fact]
    public async Task A_reader_gets_from_the_products_to_a_proof_with_the_keyboard_alone()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Desk, AccessLevel.Read);

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await FollowAsync(page, "contoso/shop", "**/products/contoso/shop");
        await FollowAsync(page, "Charge each card once", "**/changes/*");
        await TabToAsync(page, "text => text.includes('development')", "SUMMARY");
        Assert.False(await OpenAsync(page));
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await OpenAsync(page));
        await page.Keyboard.PressAsync("Control+Home");
        await page.ReloadAsync();
        await FollowAsync(page, "Evidence about this commit", "**/evidence?subject=*");
        await FollowAsync(page, "#0", "**/evidence/0");
        Assert.Contains("Proved", await page.InnerTextAsync("main"));
    }

    [Fact]
    public async Task Whatever_has_the_focus_shows_it()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Desk, AccessLevel.Approve);
        await page.GotoAsync($"/products/contoso/shop/changes/{WebSeed.Sha(3)}");
        for (var i = 0; i < 25; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var outline = await page.EvaluateAsync<string>("(() => { const s = getComputedStyle(document.activeElement); return document.activeElement === document.body ? 'body' : s.outlineStyle + ' ' + s.outlineWidth; })()");
            if (outline == "body") break;
            Assert.Equal("solid 3px", outline);
        }
    }

    [Fact]
    public async Task Text_from_outside_is_never_markup()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Desk, AccessLevel.Read);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Dialog += (_, dialog) => complaints.Add(dialog.Message);
        foreach (var path in new[] { "/products/contoso/shop", $"/products/contoso/shop/changes/{WebSeed.Sha(2)}", "/products/contoso/shop/evidence", "/orchestrations?prefix=%22%3E%3Cscript%3Ealert(3)%3C/script%3E" })
        {
            await page.GotoAsync(path);
            Assert.Empty(await page.QuerySelectorAllAsync("script, main img, main b"));
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_page_renews_itself_only_until_the_change_is_decided_and_only_as_long_as_the_reader_likes()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Desk, AccessLevel.Read);
        var running = await page.GotoAsync($"/products/contoso/shop/changes/{WebSeed.Sha(5)}");
        Assert.Equal("5", await running!.HeaderValueAsync("refresh"));
        await world.Seed.ChangeAsync(WebSeed.Shop, 5, Trees.Green());
        await page.WaitForSelectorAsync(".answer.tone-pass");
        Assert.DoesNotContain("renews itself", await page.InnerTextAsync("main"));
        var waiting = await page.GotoAsync($"/products/contoso/shop/changes/{WebSeed.Sha(4)}");
        Assert.NotNull(await waiting!.HeaderValueAsync("refresh"));
        var stopped = page.WaitForResponseAsync(r => r.Url.EndsWith("live=off", StringComparison.Ordinal));
        await page.ClickAsync("text=Stop that");
        Assert.Null(await (await stopped).HeaderValueAsync("refresh"));
    }

    [Fact]
    public async Task An_approver_approves_and_waives_on_the_page_and_a_reader_is_not_offered_it()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var path = $"/products/contoso/shop/changes/{WebSeed.Sha(3)}";
        var reader = await browser.PageAsync(world, Desk, AccessLevel.Read);
        await reader.GotoAsync(path);
        Assert.Equal(0, await reader.Locator("text=Your word").CountAsync());

        var approver = await browser.PageAsync(world, Desk, AccessLevel.Approve);
        await approver.GotoAsync(path);
        await approver.ClickAsync("text=Approve this change");
        await approver.ClickAsync("text=Waive something");
        await approver.SelectOptionAsync("#path", "security/licences/speedy-parser 0.4.2");
        await approver.FillAsync("#reason", "replaced in the next release");
        await approver.FillAsync("#until", "2026-12-24");
        await approver.ClickAsync("text=Waive it");
        await approver.WaitForURLAsync($"**{path}");

        var evidence = new List<Evidence>();
        await foreach (var entry in world.Get<ILedger>().FindAsync(WebSeed.Shop, Subject.Commit(WebSeed.Sha(3)), default)) evidence.Add(entry.Evidence);
        Assert.Equal("local:tester", Assert.Single(evidence, e => e.Kind == "approval.given").Actor);
        var waiver = Waiver.From(Assert.Single(evidence, e => e.Kind == Waiver.Kind))!;
        Assert.Equal(("security/licences/speedy-parser 0.4.2", "replaced in the next release"), (waiver.Path, waiver.Reason));
        Assert.Equal(2, world.Reopener.Told.Count(t => t.Change == new ChangeId(WebSeed.Shop, WebSeed.Sha(3))));
    }

    [Fact]
    public async Task Signing_out_closes_the_dashboard()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Desk);
        await page.ClickAsync("text=Sign out");
        await page.WaitForURLAsync("**/sign-in");
        await page.GotoAsync("/orchestrations");
        Assert.Equal("Sign in", await page.InnerTextAsync("h1"));
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.innerText.trim()");

    private static Task<bool> OpenAsync(IPage page) => page.EvaluateAsync<bool>("document.activeElement.parentElement.open");

    private static async Task FollowAsync(IPage page, string text, string address)
    {
        await TabToAsync(page, $"text => text === '{text}'", "A");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(address);
    }

    private static async Task TabToAsync(IPage page, string fits, string tag)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>($"document.activeElement.tagName === '{tag}' && ({fits})(document.activeElement.innerText.trim())")) return;
        }

        Assert.Fail($"No {tag} that fits {fits} can be reached with the Tab key on {page.Url}.");
    }
}
