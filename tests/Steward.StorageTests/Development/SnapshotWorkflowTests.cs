using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages;
using Steward.Stages.Development.Snapshots;
using Steward.StorageTests.Changes;
using Xunit;

namespace Steward.StorageTests.Development;

/// <summary>Snapshots as changes and schedules take them, in the real engine.</summary>
public sealed class SnapshotWorkflowTests : ChangeTests
{
    private static readonly StageStep Fresh = new(Stage.Development, "snapshots", FreshSnapshotWorkflow.Name);

    [Fact]
    public async Task A_change_without_a_snapshot_gets_one_and_the_next_change_finds_it()
    {
        var product = await RegisterAsync("version: 1\ndevelopment:\n  snapshots: {maxAge: 1h}\n");
        var first = await World.DecideAsync(product, await Repository.HeadAsync(), Fresh);
        Assert.Equal(Verdict.Pass, (await World.NodeAsync(first, "development/snapshots")).Verdict);
        var taken = Assert.Single(await SnapshotsAsync());
        Assert.EndsWith($"-{first.Commit.ToString()[..8]}", taken.Manifest.Stamp, StringComparison.Ordinal);
        var evidence = Assert.Single(await EvidenceAsync(product));
        Assert.Equal((taken.Digest, taken.Manifest.Stamp), ((string?)evidence.Details!["manifest"], (string?)evidence.Details["stamp"]));

        var second = await World.DecideAsync(product, await Repository.Write("a", "a").CommitAsync("Go on"), Fresh);
        Assert.Equal(Verdict.Pass, (await World.NodeAsync(second, "development/snapshots")).Verdict);
        Assert.Single(await SnapshotsAsync());
        Assert.Single(await EvidenceAsync(product));
    }

    [Fact]
    public async Task A_policy_that_requires_none_takes_none()
    {
        var product = await RegisterAsync("version: 1\ndevelopment:\n  snapshots: {required: false}\n");
        var change = await World.DecideAsync(product, await Repository.HeadAsync(), Fresh);
        Assert.Equal(Verdict.NotNeeded, (await World.NodeAsync(change, "development/snapshots")).Verdict);
        Assert.Empty(await SnapshotsAsync());
    }

    [Fact]
    public async Task Changes_at_the_same_time_take_one_snapshot_between_them()
    {
        var (one, two) = (await RegisterAsync("version: 1\n"), await World.RegisterAsync(Repository, "acme/other"));
        var head = await Repository.HeadAsync();
        await Task.WhenAll(World.DecideAsync(one, head, Fresh), World.DecideAsync(two, head, Fresh));
        var taken = Assert.Single(await SnapshotsAsync());
        foreach (var product in new[] { one, two })
            Assert.Equal(taken.Digest, (string?)Assert.Single(await EvidenceAsync(product)).Details!["manifest"]);
    }

    [Fact]
    public async Task A_snapshot_that_is_older_than_the_policy_allows_is_no_help()
    {
        var product = await RegisterAsync("version: 1\n");
        await World.Get<ITableArchive>().TakeAsync("20200101T000000Z", default);
        await EnsureAsync(product, "20261123T120000Z-aaaaaaaa", TimeSpan.FromHours(1));
        Assert.Single(await EvidenceAsync(product));
        await EnsureAsync(product, "20261123T120001Z-bbbbbbbb", TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, (await EvidenceAsync(product)).Count);
    }

    [Fact]
    public async Task A_snapshot_from_before_the_registration_covers_nothing_of_the_product()
    {
        await World.Get<ITableArchive>().TakeAsync("20261123T100000Z", default);
        var product = new Product(ProductId.Parse("acme/new"), Repository.Source, "main", TimeProvider.System.GetUtcNow().AddSeconds(1));
        await World.Get<IProductStore>().PutAsync(product, default);
        await EnsureAsync(product.Id, "20261123T120000Z-aaaaaaaa", TimeSpan.FromHours(1));
        Assert.Equal("20261123T120000Z-aaaaaaaa", (string?)Assert.Single(await EvidenceAsync(product.Id)).Details!["stamp"]);
    }

    [Fact]
    public async Task A_step_that_runs_twice_takes_and_records_one()
    {
        var product = await RegisterAsync("version: 1\n");
        var activity = World.Make<EnsureSnapshot>();
        var request = new EnsureRequest(new ChangeId(product, await Repository.HeadAsync()), "20261123T120000Z-aaaaaaaa");
        for (var i = 0; i < 2; i++) await activity.RunAsync(request, default);
        Assert.Single(await SnapshotsAsync());
        Assert.Single(await EvidenceAsync(product));
    }

    [Fact]
    public async Task The_schedule_takes_one_and_records_it_with_every_product_that_was_there()
    {
        var (one, two) = (await RegisterAsync("version: 1\n"), await World.RegisterAsync(Repository, "acme/other"));
        var late = new Product(ProductId.Parse("acme/late"), Repository.Source, "main", TimeProvider.System.GetUtcNow().AddDays(1));
        await World.Get<IProductStore>().PutAsync(late, default);
        var schedule = Assert.Single(World.Get<StageRegistry>().Schedules, s => s.Name == "snapshot");
        var due = new ScheduledRun(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await World.RunAsync<Nothing>(schedule.Orchestrator, due);
        await World.RunAsync<Nothing>(schedule.Orchestrator, due);
        var taken = Assert.Single(await SnapshotsAsync());
        Assert.Equal("20261123T020000Z", taken.Manifest.Stamp);
        foreach (var product in new[] { one, two }) Assert.Single(await EvidenceAsync(product));
        Assert.Empty(await EvidenceAsync(late.Id));
    }

    private async Task<ProductId> RegisterAsync(string policy)
    {
        await Repository.Write("steward.yaml", policy).CommitAsync("Begin");
        return await World.RegisterAsync(Repository);
    }

    private Task EnsureAsync(ProductId product, string stamp, TimeSpan maxAge) => World.Get<ProductSnapshots>().EnsureAsync(product, stamp, maxAge, default);

    private Task<IReadOnlyList<StoredSnapshot>> SnapshotsAsync() => World.Get<ITableArchive>().ListAsync(10, default);

    private async Task<List<Evidence>> EvidenceAsync(ProductId product) =>
        await World.Ledger.FindAsync(product, Subject.Product(product), default).Select(e => e.Evidence).Where(e => e.Kind == SnapshotEvidence.Kind).ToListAsync();
}
