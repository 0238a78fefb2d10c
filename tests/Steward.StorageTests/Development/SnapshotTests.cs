using Azure.Data.Tables;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;
using Xunit;

namespace Steward.StorageTests.Development;

public sealed class SnapshotTests
{
    public static TheoryData<string, object> Values => new()
    {
        { "text", "a \"quote\", a\nline, a \u0001 and 漢字 😀" },
        { "empty text", "" },
        { "text of digits", "42" },
        { "text like a time", "2026-11-23T02:00:00Z" },
        { "int", int.MinValue },
        { "long", long.MaxValue },
        { "small long", 7L },
        { "double", Math.PI },
        { "whole double", 2.0 },
        { "largest double", double.MaxValue },
        { "bool", true },
        { "time", new DateTimeOffset(2026, 11, 23, 2, 3, 4, TimeSpan.Zero).AddTicks(1_234_567) },
        { "guid", new Guid("7f1c2f4e-0f0f-4b8e-9a53-5b4f6f6a0001") },
        { "bytes", new byte[] { 0, 1, 254, 255 } },
        { "no bytes", Array.Empty<byte>() },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_with_its_type(string name, object value)
    {
        var world = await SnapshotWorld.CreateAsync();
        await (await world.Account.TableAsync("Values")).AddEntityAsync(new TableEntity("p", name) { ["Value"] = value });
        var before = Assert.Single(await SnapshotWorld.RowsAsync(world.Account, "Values"))["Value"];
        await world.TakeAsync();
        Assert.Equal(RestoreVerdict.Same, (await world.RestoreAsync()).Verdict);
        var after = Assert.Single(await SnapshotWorld.RowsAsync(world.Target, "Values"))["Value"];
        Assert.IsType(before.GetType(), after);
        Assert.Equal(before, after);
        Assert.Equal(value, after);
    }

    [Fact]
    public async Task Keys_with_odd_characters_and_tables_without_rows_come_back()
    {
        var world = await SnapshotWorld.CreateAsync();
        string[] keys = ["plain", "with space", "it's", "%2F", "a\"b", "ü漢😀", "a&b=c+d", "{}", "~", "Z", "z", ""];
        var table = await world.Account.TableAsync("Keys");
        foreach (var partition in keys)
            foreach (var row in keys) await table.AddEntityAsync(new TableEntity(partition, row) { ["At"] = $"{partition}|{row}" });
        await world.Account.TableAsync("Nothing");
        await world.TakeAsync();
        var report = await world.RestoreAsync();
        Assert.Equal(RestoreVerdict.Same, report.Verdict);
        Assert.Equal([("Keys", 144), ("Nothing", 0)], report.Tables.Select(t => (t.Name, t.Rows)));
        Assert.All(await SnapshotWorld.RowsAsync(world.Target, "Keys"), r => Assert.Equal($"{r.PartitionKey}|{r.RowKey}", r["At"]));
    }

    [Fact]
    public async Task Three_thousand_rows_and_one_of_nearly_a_megabyte_on_the_wire_come_back()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Many", partitions: 10, rowsEach: 300);
        var large = new TableEntity("large", "row");
        for (var i = 0; i < 15; i++) large[$"Part{i}"] = Enumerable.Repeat((byte)i, 45_000).ToArray();
        await (await world.Account.TableAsync("Many")).AddEntityAsync(large);
        var taken = await world.TakeAsync();
        Assert.Equal(3001, taken.Manifest.Rows);
        var report = await world.RestoreAsync();
        Assert.Equal((RestoreVerdict.Same, 3001L, false), (report.Verdict, report.Rows, report.Resumed));
        Assert.Equal(3001, (await SnapshotWorld.RowsAsync(world.Target, "Many")).Count);
    }

    [Fact]
    public async Task A_snapshot_holds_the_tables_of_its_own_prefix_only()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Ours", 1, 3);
        var longer = world.Account.Beside(world.Account.Prefix + "b");
        await (await longer.TableAsync("Theirs")).AddEntityAsync(new TableEntity("p", "r"));
        Assert.Equal(["Ours"], (await world.TakeAsync()).Manifest.Tables.Select(t => t.Name));
    }

    [Fact]
    public async Task Taken_twice_under_one_stamp_it_is_one_snapshot()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Some", 1, 3);
        var first = await world.TakeAsync();
        await world.FillAsync("More", 1, 3);
        Assert.Equal(first.Digest, (await world.TakeAsync()).Digest);
        Assert.Equal(SnapshotWorld.Stamp, Assert.Single(await world.Archive.ListAsync(10, default)).Manifest.Stamp);
    }

    [Fact]
    public async Task Without_a_manifest_it_does_not_count_and_is_finished_by_the_next_try()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Some", 1, 3);
        var first = await world.TakeAsync();
        await (await world.BlobAsync($"{SnapshotWorld.Stamp}/manifest.json")).DeleteAsync();
        Assert.Empty(await world.Archive.ListAsync(10, default));
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.RestoreAsync());
        Assert.Equal(FailureKind.NotFound, refused.Kind);
        var again = await world.TakeAsync();
        Assert.Equal(first.Manifest.Tables, again.Manifest.Tables);
        Assert.Equal(first.Manifest.StartedAt, again.Manifest.StartedAt, TimeSpan.FromSeconds(5));
        Assert.Equal(RestoreVerdict.Same, (await world.RestoreAsync()).Verdict);
    }

    [Fact]
    public async Task The_newest_are_listed_first()
    {
        var world = await SnapshotWorld.CreateAsync();
        foreach (var stamp in new[] { "20261121T020000Z", "20261123T020000Z", "20261122T020000Z-abc" }) await world.TakeAsync(stamp);
        Assert.Equal(["20261123T020000Z", "20261122T020000Z-abc"], (await world.Archive.ListAsync(2, default)).Select(s => s.Manifest.Stamp));
    }
}
