using Microsoft.Playwright;
using Steward.TestKit;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

[Long]
public sealed class LookTests
{
    private static readonly string Change = $"/products/contoso/shop/changes/{WebSeed.Sha(3)}";

    // The group of the order that failed, which both releases had; its link is followed.
    private const string GroupPath = "";

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
        ("licences", "/products/contoso/shop/licences?q=GPL"),
        ("no-licences", "/products/contoso/warehouse/licences"),
        ("proof", "/products/contoso/shop/evidence/4"),
        ("history", "/products/contoso/shop/history?outcome=Pass&days=30"),
        ("no-history", "/products/contoso/warehouse/history"),
        ("file-history", "/products/contoso/till/history/file?path=a.txt"),
        ("no-file-history", "/products/contoso/till/history/file"),
        ("trace", "/products/contoso/till/trace?path=a.txt&line=1&ref=v1.0.0"),
        ("trace-unprocessed", "/products/contoso/till/trace?path=b.txt&line=1"),
        ("no-trace", "/products/contoso/till/trace"),
        ("releases", "/products/contoso/till/releases"),
        ("release", "/products/contoso/till/releases/v1.0.0"),
        ("release-missing", "/products/contoso/till/releases/release%2F1.1"),
        ("no-releases", "/products/contoso/warehouse/releases"),
        ("errors-of-release", "/products/contoso/till/errors/v1.0.0"),
        ("errors", "/products/contoso/till/errors"),
        ("error-group", GroupPath),
        ("no-errors", "/products/contoso/warehouse/errors"),
        ("orchestrations", "/orchestrations"),
        ("no-orchestrations", "/orchestrations?prefix=nothing"),
        ("no-backups", "/backups"),
        ("no-seats", "/seats"),
        ("no-access", "/access"),
        ("not-found", "/products/contoso/nothing"),
    ];

    // Colours are judged in both schemes; everything else once wide and once narrow, since nothing else depends on the scheme.
    private static readonly string[] Colours = ["color-contrast"];

    [Fact]
    public async Task Every_page_is_accessible_and_fits_in_light_dark_and_narrow()
    {
        await using var world = await SeededWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Look.All[0]);
        foreach (var (name, path) in Pages) await LookAsync(page, name, path);
        await LookAsync(await browser.PageAsync(world, Look.All[0], level: null), "sign-in", "/");
    }

    [Fact]
    public async Task What_is_not_accessible_or_does_not_fit_is_found_and_nothing_else()
    {
        await using var world = await WebWorld.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world, Look.All[0], level: null);
        await page.GotoAsync("/");
        await FindsAsync("img", "", "image-alt: ", []);
        await FindsAsync("p", "color: #777; background: #888", "color-contrast: ", []);
        await FindsAsync("p", "color: #777; background: #888", "color-contrast: ", Colours);
        await FindsAsync("p", "width: 2000px", "px wider than the window", []);

        async Task FindsAsync(string tag, string style, string found, string[] rules)
        {
            await JudgeAsync(page, "without it", rules);
            await page.EvaluateAsync("([tag, style]) => { const it = document.createElement(tag); it.id = 'it'; it.textContent = 'a text'; it.style.cssText = style; document.querySelector('main').append(it); }", new[] { tag, style });
            var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => JudgeAsync(page, "with it", rules));
            Assert.Contains(found, failure.Message, StringComparison.Ordinal);
            await page.EvaluateAsync("document.querySelector('#it').remove()");
        }
    }

    internal static async Task LookAsync(IPage page, string name, string path)
    {
        if (path == GroupPath) await page.ClickAsync("table.errors tbody tr:has-text('Known') a");
        else await page.GotoAsync(path);
        Assert.Single(await page.QuerySelectorAllAsync("h1"));
        foreach (var look in Look.All)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
            await page.SetViewportSizeAsync(look.Width, 900);
            await Browser.ShowAsync(page, name, look);
            await JudgeAsync(page, $"{name} {look.Name}", look.Scheme == ColorScheme.Dark ? Colours : []);
        }
    }

    private static async Task JudgeAsync(IPage page, string where, string[] rules)
    {
        var violations = await Axe.ViolationsAsync(page, rules);
        Assert.True(violations.Count == 0, $"{where}: {string.Join("; ", violations)}");
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{where} is {overflow} px wider than the window");
    }
}
