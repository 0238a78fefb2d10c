using Steward.Access;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

public sealed class TestPagesTests
{
    [Fact]
    public async Task The_pages_about_tests_are_accessible_and_fit_in_light_dark_and_narrow()
    {
        await using var world = await WebWorld.StartAsync();
        var seed = await TestsSeed.AddAsync(world);
        await world.Seed.ProductAsync("contoso/warehouse");
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Look.All[0], AccessLevel.Read);

        await LookTests.LookAsync(page, "tests-of-commit", $"/products/contoso/cart/changes/{seed.Head}/tests");
        await LookTests.LookAsync(page, "tests-of-commit-older", $"/products/contoso/cart/changes/{seed.Commits[1]}/tests?set=unit");
        await LookTests.LookAsync(page, "tests", "/products/contoso/cart/tests/unit");
        await LookTests.LookAsync(page, "no-tests", "/products/contoso/warehouse/tests");
        await page.GotoAsync("/products/contoso/cart/tests");
        await page.ClickAsync("a:has-text('Asks_the_warehouse')");
        await LookTests.LookAsync(page, "test-flaky", new Uri(page.Url).PathAndQuery);
        await page.GotoAsync($"/products/contoso/cart/changes/{seed.Head}/tests");
        await page.ClickAsync("article.failed a:has-text('Totals')");
        await LookTests.LookAsync(page, "test-red", new Uri(page.Url).PathAndQuery);
        Assert.Contains($"Since {seed.Commits[^3].Abbreviated}, on 3 commits.", (await page.InnerTextAsync("main")).ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(seed.Commits[^4].Abbreviated, await page.InnerTextAsync(".answer"), StringComparison.Ordinal);
    }
}
