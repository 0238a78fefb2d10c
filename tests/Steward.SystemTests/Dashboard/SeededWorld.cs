using Steward.Changes;
using Steward.Engine;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

/// <summary>A dashboard as a team would find it on a Monday.</summary>
public static class SeededWorld
{
    public static async Task<WebWorld> StartAsync()
    {
        var world = await WebWorld.StartAsync();
        var shop = await world.Seed.ProductAsync();
        await world.Seed.ChangeAsync(shop, 1, Trees.Green(), title: "Show prices with taxes");
        await world.Seed.ChangeAsync(shop, 2, Trees.Hostile(), title: "<b>Do not</b> trust \"titles\" & <script>alert(0)</script>", branch: "refs/heads/feature/markup-in-a-rather-long-branch-name");
        await world.Seed.ChangeAsync(shop, 3, Trees.Rich(world.Clock.GetUtcNow()));
        await world.Seed.ChangeAsync(shop, 4, Trees.Rich(world.Clock.GetUtcNow()), ChangeState.Waiting, "Take orders while the warehouse sleeps");
        await world.Seed.ChangeAsync(shop, 5, null, ChangeState.Running, "Send receipts by mail");
        var site = await world.Seed.ProductAsync("contoso/site", "git:/srv/site");
        await world.Seed.ChangeAsync(site, 11, Trees.Green(), title: "Write down the opening hours");
        await world.Seed.ProductAsync("contoso/warehouse");
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(3), 12);
        world.Seed.Instance("change:contoso/site@" + WebSeed.Sha(11), OrchestrationRuntimeStatus.Completed, 160);
        world.Seed.Instance("change:contoso/shop@" + WebSeed.Sha(5), OrchestrationRuntimeStatus.Running, 2);
        world.Seed.Instance("antivirus:contoso/shop@" + WebSeed.Sha(3), OrchestrationRuntimeStatus.Failed, 45, "clamd at 127.0.0.1:3310 did not answer in 5 attempts. Start it, then resume.");
        world.Seed.Instance("snapshot:2026-11-23T02:00Z", OrchestrationRuntimeStatus.Suspended, 300);
        return world;
    }
}
