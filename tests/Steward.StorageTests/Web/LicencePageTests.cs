using System.Net;
using Steward.Access;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class LicencePageTests
{
    private const string Page = "/products/contoso/shop/licences";

    [Fact]
    public async Task Dependencies_are_shown_with_their_ways_filtered_and_page_by_page()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        Assert.Contains("No dependencies were scanned yet", await reader.GetStringAsync(Page));
        await world.Seed.ChangeAsync(shop, 2, Trees.Green());
        var change = await world.Seed.ChangeAsync(shop, 3, Trees.Green());
        await world.Seed.ScannedAsync(shop, WebSeed.Sha(2), LicenceScans.Before);
        await world.Seed.ScannedAsync(shop, WebSeed.Sha(3), LicenceScans.Now);

        var page = WebUtility.HtmlDecode(await reader.GetStringAsync($"{Page}?q=speedy"));
        Assert.Contains("left-pad > a-rather-long-name-of-a-package-in-between > speedy-parser", page, StringComparison.Ordinal);
        Assert.DoesNotContain("small-001", page, StringComparison.Ordinal);
        Assert.Contains("100 of 114 dependencies", await reader.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.Contains("14 of 114 dependencies", await reader.GetStringAsync($"{Page}?page=2"), StringComparison.Ordinal);
        Assert.Contains("declared: LICENSE.txt", await reader.GetStringAsync($"{Page}?q=filed"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", await reader.GetStringAsync($"{Page}?scope=development"), StringComparison.Ordinal);
        Assert.Contains("1 dependency", await reader.GetStringAsync($"{Page}?scope=development"), StringComparison.Ordinal);

        var text = WebUtility.HtmlDecode(await reader.GetStringAsync($"/products/contoso/shop/changes/{change.Id.Commit}"));
        Assert.Contains("Dependencies: 112 came, 1 went, 2 at other versions, 1 under another licence", text, StringComparison.Ordinal);
        Assert.Contains("4.1.0 → 5.0.0: MIT → GPL-2.0-only", text, StringComparison.Ordinal);
    }
}
