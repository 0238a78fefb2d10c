using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.FrontDoor;

/// <summary>Tests with a host of their own, and one product on a GitHub that it is the app of.</summary>
public abstract class WithHostOnGitHub : IAsyncLifetime
{
    protected static ProductId Product { get; } = ProductId.Parse("acme/shop");

    protected GitRepositoryBuilder Repository { get; private set; } = null!;

    protected FakeGitHub GitHub { get; private set; } = null!;

    protected FakeRepository OnGitHub { get; private set; } = null!;

    protected StewardApi Api { get; private set; } = null!;

    protected HostProcess Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Repository = await GitRepositoryBuilder.CreateAsync();
        GitHub = await FakeGitHub.StartAsync();
        OnGitHub = GitHub.Add(Product, Repository.Path);
        Host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix(), more: settings => HostSettings.PointAt(settings, GitHub));
        Api = new StewardApi(Host.Url, Host.Token);
        await Api.RegisterAsync(Product, "github");
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
        await GitHub.DisposeAsync();
        await Repository.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a host has to know of a GitHub.</summary>
file static class HostSettings
{
    public static void PointAt(JsonObject settings, FakeGitHub github) =>
        settings["GitHub"] = new JsonObject { ["Api"] = github.Address.ToString(), ["AppId"] = github.App.Id, ["PrivateKey"] = FakeApp.PrivateKey };
}
