using Microsoft.Playwright;
using Steward.Access;
using Steward.TestKit;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

/// <summary>Windows of a real Chromium (the machine's own) that are signed in at a world's dashboard. One program serves all tests; each window has a profile of its own.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly Lazy<Task<IBrowser>> Shared = new(LaunchAsync);
    private readonly IBrowser _chromium;
    private readonly List<IBrowserContext> _profiles = [];

    private Browser(IBrowser chromium) => _chromium = chromium;

    public static async Task<Browser> StartAsync() => new(await Shared.Value);

    /// <summary>A page of a fresh profile.</summary>
    public async Task<IPage> PageAsync(WebWorld world, Look look, AccessLevel? level = AccessLevel.Administer)
    {
        var profile = await _chromium.NewContextAsync(new()
        {
            BaseURL = world.Address.ToString(),
            ColorScheme = look.Scheme,
            ViewportSize = new() { Width = look.Width, Height = 900 },
        });
        _profiles.Add(profile);
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
        foreach (var profile in _profiles) await profile.CloseAsync();
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        Xunit.Assert.True(File.Exists(Program), $"{Program} is not there: scripts/test installs it, or apt-get install chromium.");
        var driver = await Playwright.CreateAsync();
        var chromium = await driver.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => driver.Dispose();
        return chromium;
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
