using Microsoft.Playwright;
using Steward.Access;
using Steward.TestKit;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

/// <summary>A real Chromium (the machine's own) that is signed in at a world's dashboard.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private readonly IPlaywright _driver;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright driver, IBrowser chromium) => (_driver, _chromium) = (driver, chromium);

    public static async Task<Browser> StartAsync()
    {
        Xunit.Assert.True(File.Exists(Program), $"{Program} is not there: scripts/test installs it, or apt-get install chromium.");
        var driver = await Playwright.CreateAsync();
        return new Browser(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] }));
    }

    /// <summary>A page of a fresh profile.</summary>
    public async Task<IPage> PageAsync(WebWorld world, Look look, AccessLevel? level = AccessLevel.Administer)
    {
        var profile = await _chromium.NewContextAsync(new()
        {
            BaseURL = world.Address.ToString(),
            ColorScheme = look.Scheme,
            ViewportSize = new() { Width = look.Width, Height = 900 },
        });
        var page = await profile.NewPageAsync();
        if (level is null) return page;
        await page.GotoAsync(await world.SignInPathAsync(level.Value));
        await page.WaitForURLAsync(world.Address.ToString());
        return page;
    }

    /// <summary>Saves what the page looks like, whole, for people to look at.</summary>
    public static Task ShowAsync(IPage page, string name, Look look) =>
        page.ScreenshotAsync(new() { FullPage = true, Path = Repository.PathOf("artifacts", "screenshots", $"{name}-{look.Name}.png") });

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _driver.Dispose();
    }
}

/// <summary>How a page is looked at.</summary>
public sealed record Look(string Name, ColorScheme Scheme, int Width)
{
    public static IReadOnlyList<Look> All { get; } =
    [
        new("light", ColorScheme.Light, 1280),
        new("dark", ColorScheme.Dark, 1280),
        new("narrow", ColorScheme.Light, 360),
        new("narrow-dark", ColorScheme.Dark, 360),
    ];
}
