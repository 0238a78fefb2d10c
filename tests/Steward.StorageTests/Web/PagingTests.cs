using System.Net;
using System.Text.RegularExpressions;
using Steward.Access;
using Steward.Answers;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class PagingTests
{
    private const string Shop = "/products/contoso/shop";

    [Fact]
    public async Task Changes_are_read_to_the_oldest_page_by_page_each_once()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        for (var i = 0; i < 120; i++) await world.Seed.ChangeAsync(shop, i, Trees.Green(), title: $"Change number {i:D3}.");
        Assert.Equal(Enumerable.Range(0, 120).Reverse(), await NumbersAsync(reader, Shop, "Change number (\\d+)\\."));
        Assert.Equal(3, _pages);

        var first = await reader.GetAsync($"/api{Shop}/changes").OkAsync<ChangeList>();
        var second = await reader.GetAsync($"/api{Shop}/changes?older={first.Older}").OkAsync<ChangeList>();
        Assert.Equal((100, 20, false), (first.Changes.Count, second.Changes.Count, second.More));
        Assert.Null(second.Older);
        Assert.Contains("place", await reader.GetAsync($"/api{Shop}/changes?older=nonsense").ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_comes_while_somebody_pages_moves_nothing()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        for (var i = 0; i < 60; i++) await world.Seed.ChangeAsync(shop, i, null, title: $"Change number {i:D3}.");
        var first = await reader.GetStringAsync(Shop);
        await world.Seed.ChangeAsync(shop, 60, null, title: "Change number 060.");
        var second = await reader.GetStringAsync(OlderIn(first)!);
        Assert.Contains("Change number 009.", second);
        Assert.DoesNotContain("Change number 010.", second);
        Assert.Contains("Newest changes", second);
    }

    [Fact]
    public async Task Releases_are_read_to_the_oldest()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        for (var i = 0; i < 60; i++) await world.Seed.ReleaseAsync(shop, $"v{i}", WebSeed.Sha(i), Trees.Hostile());
        Assert.Equal(Enumerable.Range(0, 60).Reverse(), await NumbersAsync(reader, $"{Shop}/releases", "/releases/v(\\d+)\""));
        Assert.Equal(2, _pages);
    }

    private int _pages;

    private async Task<List<int>> NumbersAsync(HttpClient reader, string path, string pattern)
    {
        var numbers = new List<int>();
        for (string? next = path; next is not null;)
        {
            var page = await reader.GetStringAsync(next);
            numbers.AddRange(Regex.Matches(page, pattern).Select(m => int.Parse(m.Groups[1].Value)));
            next = OlderIn(page);
            _pages++;
        }

        return numbers;
    }

    private static string? OlderIn(string page) =>
        Regex.Match(page, "href=\"([^\"]*)\" rel=\"next\"") is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
}
