using System.Text;
using Steward.Azure.GitHub;
using Steward.Products;
using Steward.Stages.Development.Backups.Orders;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>Private repositories on GitHub, which Steward itself backs up over HTTP with the app's token.</summary>
public sealed class CloudGitTests
{
    private const string Code = "acme/shop:code", Vault = "servers:vault", Plan = "code: {what: {kind: git}, vault: main, when: {cron: \"0 10 * * *\", jitter: 0s, atOnce: true}}";

    [Fact]
    public async Task A_private_repository_is_cloned_with_a_token_for_it_alone_that_stays_nowhere()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "private").CommitAsync("Keep it private");
        FakeGitHub? github = null;
        await using var world = await CloudWorld.StartAsync(Plan, time => Clones(github!, time));
        github = await FakeGitHub.StartAsync(world.Backups.Web.Clock);
        await using var _ = github;
        github.Add(BackupWorld.Shop, repository.Path);
        // Its policy is read from a folder as before; only what is cloned lies on GitHub.
        await world.Backups.LookAsync();
        var products = world.Backups.Web.Get<IProductStore>();
        await products.PutAsync((await products.GetAsync(BackupWorld.Shop, default))! with { Source = "github" }, default);

        var order = Assert.Single((await world.Backups.PlanAsync(Code)).Orders);
        var run = await world.RunAsync(Code, order.Id);
        Assert.True(run.Outcome == RunOutcome.Done, run.Problem);
        Assert.Contains(github.CallsOf("POST", "git-upload-pack"), c => c.Status == 200);
        var token = Assert.Single(github.App.TokensGiven);
        Assert.DoesNotContain(token, Everything(world.Folder), StringComparison.Ordinal);
        Assert.DoesNotContain(token, string.Join('\n', world.Backups.Web.Logs.Lines), StringComparison.Ordinal);
        Assert.Equal(await repository.GitAsync("rev-parse", "HEAD"), await GitProgram.RunAsync(Assert.Single(Directory.GetDirectories(Path.Combine(world.Folder, "work", "mirrors"))), ["rev-parse", "HEAD"]));
    }

    [Fact]
    public async Task Where_the_app_is_not_installed_or_its_token_is_refused_the_run_fails_and_says_so_without_it()
    {
        FakeGitHub? github = null;
        await using var world = await CloudWorld.StartAsync(Plan, time => Clones(github!, time));
        github = await FakeGitHub.StartAsync(world.Backups.Web.Clock);
        await using var _ = github;
        await world.Backups.LookAsync();
        var products = world.Backups.Web.Get<IProductStore>();
        await products.PutAsync((await products.GetAsync(BackupWorld.Shop, default))! with { Source = "github" }, default);
        var run = await world.RunAsync(Code, Assert.Single((await world.Backups.PlanAsync(Code)).Orders).Id);
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Contains("not installed on acme/shop", run.Problem, StringComparison.Ordinal);

        github.Add(BackupWorld.Shop, world.Backups.Product.Path);
        world.Backups.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Backups.Web.Get<Stages.Development.Backups.Showing.PlanDesk>().OrderAsync(Code, false, new Access.Caller("test", Access.AccessLevel.Approve), default);
        var again = Assert.Single((await world.Backups.PlanAsync(Code)).Orders).Id;
        github.Limits.TokenLifetime = TimeSpan.Zero;
        run = await world.RunAsync(Code, again);
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        foreach (var token in github.App.TokensGiven) Assert.DoesNotContain(token, run.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_servers_gets_the_apps_token_for_registered_products_alone()
    {
        await using var github = await FakeGitHub.StartAsync();
        var clones = Clones(github, TimeProvider.System);
        Assert.Equal(BackupWorld.Shop, clones.ProductOf($"{github.Address}acme/shop"));
        Assert.Equal(BackupWorld.Shop, clones.ProductOf(clones.AddressOf(BackupWorld.Shop)));
        Assert.All(["https://elsewhere.example/acme/shop", "git@host:acme/shop", "/srv/acme/shop", $"{github.Address}acme", $"{github.Address}acme/shop/more"], a => Assert.Null(clones.ProductOf(a)));
        Assert.Equal("https://github.com/acme/shop.git", At("https://api.github.com/").AddressOf(BackupWorld.Shop));
        Assert.Equal("https://git.acme.example/acme/shop.git", At("https://git.acme.example/api/v3/").AddressOf(BackupWorld.Shop));

        GitHubClones At(string api) => new(new GitHubConnections(github.Options(), TimeProvider.System), new GitHubOptions { BaseAddress = new Uri(api) });
    }

    private static GitHubClones Clones(FakeGitHub github, TimeProvider time) => new(new GitHubConnections(github.Options(), time), github.Options());

    private static string Everything(string folder)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) all.Append(Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        return all.ToString();
    }
}
