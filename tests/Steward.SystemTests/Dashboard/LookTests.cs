using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.SystemTests.Dashboard;

public sealed class LookTests
{
    private static readonly string Change = $"/products/contoso/shop/changes/{WebSeed.Sha(3)}";

    private static readonly (string Name, string Path)[] Pages =
    [
        ("products", "/"),
        ("changes", "/products/contoso/shop"),
        ("no-changes", "/products/contoso/warehouse"),
        ("change", Change),
        ("change-waiting", $"/products/contoso/shop/changes/{WebSeed.Sha(4)}?live=off"),
        ("change-running", $"/products/contoso/shop/changes/{WebSeed.Sha(5)}?live=off"),
        ("change-markup", $"/products/contoso/shop/changes/{WebSeed.Sha(2)}"),
        ("evidence", "/products/contoso/shop/evidence"),
        ("evidence-of-commit", $"/products/contoso/shop/evidence?subject=commit:{WebSeed.Sha(3)}"),
        ("no-evidence", "/products/contoso/warehouse/evidence"),
        ("proof", "/products/contoso/shop/evidence/4"),
        ("orchestrations", "/orchestrations"),
        ("no-orchestrations", "/orchestrations?prefix=nothing"),
        ("not-found", "/products/contoso/nothing"),
    ];

    [Fact]
    public async Task Every_page_is_accessible_and_fits_in_light_dark_and_narrow()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        foreach (var look in Look.All)
        {
            var page = await browser.PageAsync(world, look);
            foreach (var (name, path) in Pages) await LookAsync(page, name, path, look);
            await LookAsync(await browser.PageAsync(world, look, level: null), "sign-in", "/", look);
        }
    }

    private static async Task LookAsync(IPage page, string name, string path, Look look)
    {
        await page.GotoAsync(path);
        await Browser.ShowAsync(page, name, look);
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name} {look.Name}: {string.Join("; ", found.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Target))}"))}");
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{name} {look.Name} is {overflow} px wider than the window");
        Assert.Single(await page.QuerySelectorAllAsync("h1"));
    }
}
