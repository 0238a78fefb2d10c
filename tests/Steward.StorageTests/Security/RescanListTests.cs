using Microsoft.Extensions.DependencyInjection;
using Steward.Gates;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages;
using Steward.Stages.Security.Antivirus.Signatures;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Which releases are scanned again.</summary>
public sealed class RescanListTests
{
    private static readonly VerdictNode _pass = new("gate", Verdict.Pass, "All passed.");

    [Fact]
    public async Task The_newest_releases_are_listed_as_many_as_the_policy_of_the_newest_says()
    {
        await using var world = await WebWorld.StartAsync();
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var shop = await ProductAsync(world, "contoso/shop", repository.Source);
        await ReleaseAsync(world, shop, repository, "v1", rescans: 9);
        var second = await ReleaseAsync(world, shop, repository, "v2", rescans: 9);
        var third = await ReleaseAsync(world, shop, repository, "v3", rescans: 2);
        await world.Seed.ReleaseAsync(shop, "v4", third, new VerdictNode("gate", Verdict.Fail, "It did not pass."));

        Assert.Equal([("v3", third), ("v2", second)], await ListAsync(world));
    }

    [Fact]
    public async Task None_is_listed_where_the_policy_asks_for_none_and_one_where_it_says_nothing()
    {
        await using var world = await WebWorld.StartAsync();
        await using var quiet = await GitRepositoryBuilder.CreateAsync();
        await using var usual = await GitRepositoryBuilder.CreateAsync();
        await ReleaseAsync(world, await ProductAsync(world, "contoso/quiet", quiet.Source), quiet, "v1", rescans: 0);
        var shop = await ProductAsync(world, "contoso/shop", usual.Source);
        foreach (var tag in new[] { "v1", "v2" }) await world.Seed.ReleaseAsync(shop, tag, await usual.Write("a", tag).CommitAsync(tag), _pass);
        Assert.Equal(["v2"], (await ListAsync(world)).Select(r => r.Tag));
    }

    [Fact]
    public async Task A_repository_that_cannot_be_read_hides_no_other_product()
    {
        await using var world = await WebWorld.StartAsync();
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var gone = await ProductAsync(world, "contoso/gone", "git:/nowhere/at/all");
        await world.Seed.ReleaseAsync(gone, "v1", WebSeed.Sha(1), _pass);
        await ReleaseAsync(world, await ProductAsync(world, "contoso/shop", repository.Source), repository, "v2", rescans: 1);
        Assert.Equal(["v1", "v2"], (await ListAsync(world)).Select(r => r.Tag));
    }

    private static async Task<List<(string Tag, CommitSha Commit)>> ListAsync(WebWorld world) =>
        [.. (await ActivatorUtilities.CreateInstance<ListRescans>(world.Services).RunAsync(new ScheduledRun(world.Clock.GetUtcNow()), CancellationToken.None)).Select(s => (s.Tag, s.Commit))];

    private static async Task<ProductId> ProductAsync(WebWorld world, string name, string source)
    {
        var id = ProductId.Parse(name);
        await world.Get<IProductStore>().PutAsync(new Product(id, source, "main", world.Clock.GetUtcNow()), CancellationToken.None);
        return id;
    }

    private static async Task<CommitSha> ReleaseAsync(WebWorld world, ProductId product, GitRepositoryBuilder repository, string tag, int rescans)
    {
        var commit = await repository.Write("steward.yaml", $"version: 1\nsecurity: {{antivirus: {{rescanReleases: {rescans}}}}}\n").Write("version", tag).CommitAsync(tag);
        await world.Seed.ReleaseAsync(product, tag, commit, _pass);
        return commit;
    }
}
