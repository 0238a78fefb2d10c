using Steward.Kernel;
using Steward.Vault.Snapshots;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Snapshots;

public sealed class SnapshotStoreTests
{
    [Fact]
    public async Task Snapshots_are_found_by_id_and_as_the_newest_that_fits()
    {
        await using var place = await BackupPlace.CreateAsync();
        var store = new SnapshotStore(place.Vault);
        var old = await store.WriteAsync(New(1, "web", ["nightly"], "/srv"), default);
        var other = await store.WriteAsync(New(2, "db", [], "/var", "/etc"), default);
        var newest = await store.WriteAsync(New(3, "web", ["manual", "nightly"], "/srv", "/etc"), default);
        Assert.Equal([old.Id, other.Id, newest.Id], (await store.ListAsync(SnapshotFilter.None, default)).Snapshots.Select(s => s.Id));
        Assert.Equal(newest.Id, (await store.FindAsync("latest", SnapshotFilter.None, default)).Id);
        Assert.Equal(other.Id, (await store.FindAsync("latest", new SnapshotFilter { Host = "db" }, default)).Id);
        Assert.Equal(old.Id, (await store.FindAsync(old.Id[..12], SnapshotFilter.None, default)).Id);
        Assert.Equal(2, (await store.ListAsync(new SnapshotFilter { Tags = ["nightly"] }, default)).Snapshots.Count);
        Assert.Equal(2, (await store.ListAsync(new SnapshotFilter { Paths = ["/etc"] }, default)).Snapshots.Count);
        Assert.Equal(newest.Snapshot.Details, (await store.FindAsync(newest.Id, SnapshotFilter.None, default)).Snapshot.Details);
        Assert.Equal(FailureKind.NotFound, await KindAsync(() => store.FindAsync("latest", new SnapshotFilter { Host = "none" }, default)));
        Assert.Equal(FailureKind.NotFound, await KindAsync(() => store.FindAsync(new string('0', 64), SnapshotFilter.None, default)));
        Assert.Equal(FailureKind.Invalid, await KindAsync(() => store.FindAsync("../config", SnapshotFilter.None, default)));
    }

    [Fact]
    public async Task One_that_is_damaged_is_named_and_hides_no_other()
    {
        await using var place = await BackupPlace.CreateAsync();
        var store = new SnapshotStore(place.Vault);
        var good = await store.WriteAsync(New(1, "a", [], "/x"), default);
        var bad = await store.WriteAsync(New(2, "a", [], "/x"), default);
        var path = Path.Combine(place.VaultFolder, "snapshots", bad.Id);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^3] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, bytes);
        var list = await store.ListAsync(SnapshotFilter.None, default);
        Assert.Equal([good.Id], list.Snapshots.Select(s => s.Id));
        Assert.Contains(bad.Id, Assert.Single(list.Problems), StringComparison.Ordinal);
        Assert.Equal(FailureKind.Invalid, await KindAsync(() => store.FindAsync(bad.Id, SnapshotFilter.None, default)));
    }

    private static async Task<FailureKind> KindAsync(Func<Task> call) => (await Assert.ThrowsAsync<StewardException>(call)).Kind;

    private static Snapshot New(int day, string host, string[] tags, params string[] paths) => new()
    {
        Time = new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero), Ended = new DateTimeOffset(2026, 1, day, 1, 0, 0, TimeSpan.Zero), Host = host, Kind = "folder", Paths = paths, Tags = tags,
        Listing = [], Totals = new SnapshotTotals(1, 2, 3, 4, 5), Details = new Dictionary<string, string> { ["version"] = "16.2" }, Problems = ["one"],
    };
}
