using Azure.Data.Tables;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;
using Xunit;

namespace Steward.StorageTests.Development;

public sealed class RestoreTests
{
    [Fact]
    public async Task A_file_that_was_changed_is_refused_and_nothing_is_written()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Aaa", 1, 10);
        await world.FillAsync("Zzz", 1, 10);
        await world.TakeAsync();
        var blob = await world.BlobAsync($"{SnapshotWorld.Stamp}/Zzz.jsonl.gz");
        var bytes = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        bytes[^9] ^= 1;
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.RestoreAsync());
        Assert.Equal(FailureKind.Invalid, refused.Kind);
        Assert.Contains("Zzz.jsonl.gz", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await TablesAsync(world));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_refused()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Aaa", 1, 1);
        await world.TakeAsync();
        await (await world.BlobAsync($"{SnapshotWorld.Stamp}/Aaa.jsonl.gz")).DeleteAsync();
        Assert.Contains("gone", (await Assert.ThrowsAsync<StewardException>(() => world.RestoreAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_with_rows_is_refused_also_in_tables_that_the_snapshot_does_not_have()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Aaa", 1, 10);
        await world.TakeAsync();
        await (await world.Target.TableAsync("Other")).AddEntityAsync(new TableEntity("p", "r"));
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.RestoreAsync());
        Assert.Equal(FailureKind.Conflict, refused.Kind);
        Assert.Contains("table Other", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["Other"], await TablesAsync(world));
    }

    [Fact]
    public async Task A_restore_is_refused_a_second_time()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Aaa", 1, 10);
        await world.TakeAsync();
        await world.RestoreAsync();
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<StewardException>(() => world.RestoreAsync())).Kind);
    }

    [Fact]
    public async Task A_restore_over_its_own_tables_is_refused()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.TakeAsync();
        var refused = await Assert.ThrowsAsync<StewardException>(() =>
            world.Archive.RestoreAsync(SnapshotWorld.Stamp, world.Account.Prefix.ToUpperInvariant(), null, default));
        Assert.Equal(FailureKind.Invalid, refused.Kind);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("20261123T020000Z/")]
    [InlineData("")]
    public async Task A_stamp_that_cannot_be_one_is_refused(string stamp)
    {
        var world = await SnapshotWorld.CreateAsync();
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.Archive.RestoreAsync(stamp, world.Target.Prefix, null, default));
        Assert.Equal(FailureKind.Invalid, refused.Kind);
    }

    [Fact]
    public async Task What_was_broken_off_goes_on_and_another_snapshot_is_refused_meanwhile()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Many", 12, 100);
        await world.TakeAsync();
        using var power = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.RestoreAsync(new After(p => p.Doing == "writing Many" && p.Done > 1500, power.Cancel), power.Token));
        Assert.InRange((await SnapshotWorld.RowsAsync(world.Target, "Many")).Count, 1, 1199);

        await world.TakeAsync("20261124T020000Z");
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.Archive.RestoreAsync("20261124T020000Z", world.Target.Prefix, null, default));
        Assert.Equal(FailureKind.Conflict, refused.Kind);

        var report = await world.RestoreAsync();
        Assert.Equal((RestoreVerdict.Same, true, 1200L), (report.Verdict, report.Resumed, report.Rows));
    }

    [Fact]
    public async Task What_is_not_the_same_afterwards_is_said()
    {
        var world = await SnapshotWorld.CreateAsync();
        await world.FillAsync("Many", 2, 100);
        await world.TakeAsync();
        var table = await world.Target.TableAsync("Many");
        var report = await world.RestoreAsync(new After(
            p => p is { Doing: "writing Many", Done: 400 }, () => table.UpsertEntity(new TableEntity("p000", "intruder"))));
        Assert.Equal((RestoreVerdict.Differs, 201L), (report.Verdict, report.Rows));
    }

    private static async Task<List<string>> TablesAsync(SnapshotWorld world)
    {
        var names = new List<string>();
        await foreach (var name in world.Target.TableNamesAsync(default)) names.Add(name);
        return names;
    }

    private sealed class After(Func<RestoreProgress, bool> when, Action then) : IProgress<RestoreProgress>
    {
        public void Report(RestoreProgress value)
        {
            if (when(value)) then();
        }
    }
}
