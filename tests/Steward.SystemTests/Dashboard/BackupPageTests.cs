using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Requests;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

public sealed class BackupPageTests
{
    private static readonly string Snapshot = new('a', 64);

    [Fact]
    public async Task Plans_orders_and_restores_are_accessible_and_fit_in_light_dark_and_narrow()
    {
        await using var world = await WebWorld.StartAsync();
        var (now, store) = (world.Clock.GetUtcNow(), world.Services.GetRequiredService<IBookStore>());
        foreach (var book in Books(now)) Assert.True(await store.TryWriteAsync(book, null, default));
        await using var browser = await Browser.StartAsync();
        await LookTests.LookAsync(await browser.PageAsync(world, Look.All[0]), "backups", "/backups");
    }

    [Fact]
    public async Task A_restore_is_asked_for_and_approved_in_a_browser()
    {
        await using var world = await WebWorld.StartAsync();
        var (now, store) = (world.Clock.GetUtcNow(), world.Services.GetRequiredService<IBookStore>());
        foreach (var book in Books(now)) Assert.True(await store.TryWriteAsync(book, null, default));
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Look.All[0]);
        await page.GotoAsync("/backups");
        await page.ClickAsync("summary:has-text('Say what and where to')");
        await page.SelectOptionAsync("#restore-plan", "servers:db1");
        await page.FillAsync("#restore-target", "/srv/restored");
        await page.FillAsync("#restore-include", "etc/shop\nvar/lib/shop");
        foreach (var look in Look.All)
        {
            await page.SetViewportSizeAsync(look.Width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
            await Browser.ShowAsync(page, "backups-ask", look);
        }

        await page.ClickAsync("text=Ask for it");
        await page.WaitForSelectorAsync("text=only etc/shop, var/lib/shop");
        var row = page.Locator("table.restores tbody tr", new() { HasTextString = "servers:db1" });
        var digest = (await world.Services.GetRequiredService<RestoreDesk>().ListAsync(new("x", Access.AccessLevel.Approve), default)).Requests.Single(r => r.Wish.Target == "/srv/restored").Digest;
        Assert.Contains(digest, await row.InnerTextAsync(), StringComparison.Ordinal);
        await LookTests.LookAsync(page, "backups-decide", "/backups");
        await row.Locator("text=Approve").ClickAsync();
        await page.WaitForSelectorAsync("table.restores tbody tr:has-text('servers:db1') >> text=Ordered");
        Assert.Equal(0, await row.Locator("button").CountAsync());
    }

    private static IEnumerable<PlanBook> Books(DateTimeOffset now)
    {
        var proved = Book("servers:db1", "db1", now) with { NewestDrill = Run(OrderKind.Drill, now.AddDays(-3)), Past = [.. Enumerable.Range(0, 24).Select(i => Run(OrderKind.Backup, now.AddDays(-i).AddHours(-3), 40_000_000_000 - (i * 900_000_000L)))] };
        yield return proved with { NewestBackup = proved.Past[0] };
        var running = new BackupOrder
        {
            Id = "1", Kind = OrderKind.Backup, DueAt = now.AddMinutes(-40), Attempt = 1,
            Claim = new OrderClaim("instance-1", now.AddMinutes(-39), now, now) { Progress = new OrderProgress(120_345, 7_300_000_000, 12_000_000_000, "reading /srv/files/a-very-long-folder-name/that-goes-on-and-on") },
        };
        var files = Run(OrderKind.Backup, now.AddHours(-26), 12_000_000_000);
        yield return Book("servers:a-file-server-with-a-long-name", "file-server-1", now) with { NewestBackup = files, Past = [files], Open = [running, new BackupOrder { Id = "2", Kind = OrderKind.Drill, DueAt = now.AddHours(-3), IsLate = true }] };
        yield return Book("contoso/shop:state", BackupPlan.Cloud, now) with { Past = [Run(OrderKind.Backup, now.AddHours(-1)) with { Outcome = RunOutcome.Failed, Problem = "The vault at azure://backups did not answer in time for packs/3f/3f2a, and not when it was asked again." }] };
        yield return Book("contoso/till:code", BackupPlan.Cloud, now) with { Problem = "There is no time zone 'Europe/Bonn'. Write one of the IANA names, such as Europe/Berlin." };
        var wish = new RestoreWish(PlanKey.Parse("servers:home-ada"), Snapshot, "/home/ada/restored", false, []);
        yield return Book("servers:home-ada", "workstation-7", now) with
        {
            Requests = [new RestoreRequest("1f2e3d4c5b6a7988", wish with { Target = null, InPlace = true }, "github:ada", now.AddMinutes(-4)) { NeedsApproval = true, NeedsSecondPerson = true }, new RestoreRequest("2f2e3d4c5b6a7988", wish, "github:ada", now.AddDays(-2)) { State = RequestState.Done }],
        };
    }

    private static PlanBook Book(string key, string runner, DateTimeOffset now) => new()
    {
        Key = PlanKey.Parse(key), Ledger = ProductId.Parse("contoso/shop"), Since = now.AddDays(-40), LastDue = now.AddHours(-2),
        Plan = new BackupPlan(PlanKey.Parse(key).Name, new BackupSubject("folder", ["/srv"], [], new Dictionary<string, string>(), null), "main", runner, new BackupTimes("0 2 * * *", "UTC", TimeSpan.Zero, false)),
    };

    private static BackupRun Run(OrderKind kind, DateTimeOffset at, long bytes = 1_000_000) =>
        new($"{kind}{at:O}", kind, at, at, RunOutcome.Done) { StartedAt = at, Snapshot = Snapshot, Counts = new RunCounts(100, bytes, 10, 10, 0) };
}
