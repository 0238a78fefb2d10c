using System.Diagnostics;
using System.Text.Json.Nodes;
using Steward.TestKit;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.FrontDoor;

/// <summary>The host's settings are read strictly, and the sample that it ships is one that it reads.</summary>
public sealed class SettingsTests
{
    private static readonly string Sample = File.ReadAllText(Repository.PathOf("functions", "Steward.Local", "settings.sample.json"));

    [Fact]
    public async Task The_sample_lacks_nothing_but_the_key_of_your_own_app()
    {
        var (exit, error) = await StartAsync(Sample);
        Assert.Equal(2, exit);
        Assert.Equal("The settings are wrong. GitHub.PrivateKeyFile: there is no file 'github-app.pem'.", error.Trim());
    }

    [Fact]
    public async Task An_unknown_key_stops_the_host()
    {
        var settings = JsonNode.Parse(Sample)!.AsObject();
        settings["Wehbook"] = "typo";
        var (exit, error) = await StartAsync(settings.ToJsonString());
        Assert.Equal(2, exit);
        Assert.Contains("Wehbook", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_impossible_is_named_at_once_and_no_secret_is_shown()
    {
        var (exit, error) = await StartAsync("""{ "Url": "http://0.0.0.0:80", "WebhookSecrets": [ "short one" ] }""");
        Assert.Equal(2, exit);
        Assert.All(new[] { "Url", "WebhookSecrets", "Storage" }, key => Assert.Contains(key, error, StringComparison.Ordinal));
        Assert.DoesNotContain("short one", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_and_proxies_that_cannot_be_are_named()
    {
        var settings = JsonNode.Parse(Sample)!.AsObject();
        settings["Web"] = new JsonObject { ["PathBase"] = "steward/", ["Proxies"] = new JsonArray("the proxy") };
        var (exit, error) = await StartAsync(settings.ToJsonString());
        Assert.Equal(2, exit);
        Assert.All(new[] { "Web.PathBase", "Web.Proxies" }, key => Assert.Contains(key, error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registries_of_packages_are_addresses_and_what_is_wrong_is_not_repeated()
    {
        var settings = JsonNode.Parse(Sample)!.AsObject();
        settings["Packages"] = new JsonObject { ["NpmRegistry"] = "https://me:hunter2@registry.example/", ["NuGetSources"] = new JsonArray("nuget") };
        var (exit, error) = await StartAsync(settings.ToJsonString());
        Assert.Equal(2, exit);
        Assert.All(new[] { "Packages.NpmRegistry", "Packages.NuGetSources" }, key => Assert.Contains(key, error, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Error)> StartAsync(string settings)
    {
        var folder = Directory.CreateTempSubdirectory("steward-settings-");
        var file = Path.Combine(folder.FullName, "settings.json");
        await File.WriteAllTextAsync(file, settings);
        var start = new ProcessStartInfo("dotnet", [HostProcess.Program("Steward.Local"), "--settings", file]) { UseShellExecute = false, RedirectStandardError = true };
        using var host = Process.Start(start)!;
        var error = await host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync();
        folder.Delete(recursive: true);
        return (host.ExitCode, error);
    }
}
