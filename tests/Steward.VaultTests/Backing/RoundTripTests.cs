using Steward.Vault.Backing;
using Steward.Vault.Restoring;
using Steward.Vault.Sources.Folders;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Backing;

public sealed class RoundTripTests
{
    [Fact]
    public async Task A_hostile_tree_comes_back_item_by_item()
    {
        await using var place = await BackupPlace.CreateAsync();
        await HostileTree.MakeAsync(place.Source);
        var outcome = await place.BackUpAsync();
        Assert.Empty(outcome.Snapshot.Snapshot.Problems);
        var restored = await place.RestoreAsync(outcome.Snapshot);
        Assert.Empty(restored.Problems);
        Assert.Equal(outcome.Snapshot.Snapshot.Totals.Files, restored.Files);
        await Trees.AssertSameAsync(place.Source, place.Target);
        var (stored, given) = (await HolesAsync(place.Source), await HolesAsync(place.Target));
        Assert.True(given <= stored + 64, $"the files take {given} KiB where the originals take {stored}");
    }

    [Fact]
    public async Task Several_paths_stand_below_their_full_paths()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a/one.txt", "1");
        place.Write("b/two.txt", "2");
        var outcome = await place.BackUpAsync(new FolderOptions { Paths = [Path.Combine(place.Source, "b"), Path.Combine(place.Source, "a/one.txt"), Path.Combine(place.Source, "b")] });
        await place.RestoreAsync(outcome.Snapshot);
        Assert.Equal("1", await File.ReadAllTextAsync(place.Target + Path.Combine(place.Source, "a/one.txt")));
        Assert.Equal("2", await File.ReadAllTextAsync(place.Target + Path.Combine(place.Source, "b/two.txt")));
    }

    [Fact]
    public async Task An_unchanged_tree_is_not_read_again()
    {
        await using var place = await BackupPlace.CreateAsync();
        await HostileTree.MakeAsync(place.Source);
        await place.TickAsync();
        var first = await place.BackUpAsync();
        Assert.True(first.FilesRead > 10);
        var second = await place.BackUpAsync();
        Assert.Equal((0, 0), (second.FilesRead, second.BytesRead));
        Assert.Equal(first.Snapshot.Id, second.Snapshot.Snapshot.Parent);
        Assert.Equal(first.Snapshot.Snapshot.Listing, second.Snapshot.Snapshot.Listing);
        Assert.Equal(0, second.Snapshot.Snapshot.Totals.NewBytes);
    }

    [Fact]
    public async Task What_changed_is_read_and_the_rest_is_not_whatever_came_and_went_around_it()
    {
        await using var place = await BackupPlace.CreateAsync();
        var random = new Random(20);
        for (var i = 0; i < 600; i++) place.Write($"d{i % 7}/e{i % 31}/f{i}", $"{i}");
        await place.TickAsync();
        await place.BackUpAsync();
        for (var round = 0; round < 5; round++)
        {
            var files = Directory.GetFiles(place.Source, "*", SearchOption.AllDirectories).OrderBy(_ => random.Next()).ToList();
            foreach (var gone in files.Take(20)) File.Delete(gone);
            foreach (var changed in files.Skip(20).Take(15)) await File.AppendAllTextAsync(changed, $"more {round}");
            for (var i = 0; i < 10; i++) place.Write($"d{random.Next(9)}/new-{round}-{i}", "new");
            await place.TickAsync();
            var next = await place.BackUpAsync();
            Assert.Equal(25, next.FilesRead);
            var whole = await Backup.RunAsync(place.Vault, FolderSource.Open(new FolderOptions { Paths = [place.Source] }), BackupPlace.Options with { ReadAll = true }, null, default);
            Assert.Equal(whole.Snapshot.Snapshot.Listing, next.Snapshot.Snapshot.Listing);
        }
    }

    [Fact]
    public async Task A_file_with_the_same_size_and_an_old_time_is_read_when_it_was_changed()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("f", "before");
        var file = Path.Combine(place.Source, "f");
        var time = File.GetLastWriteTimeUtc(file);
        await place.TickAsync();
        await place.BackUpAsync();
        await place.TickAsync();
        await File.WriteAllTextAsync(file, "after!");
        File.SetLastWriteTimeUtc(file, time);
        var second = await place.BackUpAsync();
        Assert.Equal(1, second.FilesRead);
        await place.RestoreAsync(second.Snapshot);
        Assert.Equal("after!", await File.ReadAllTextAsync(Path.Combine(place.Target, "f")));
    }

    [Fact]
    public async Task A_snapshot_whose_listing_is_lost_does_not_keep_the_next_backup_from_being_made()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("f", "kept");
        await place.TickAsync();
        var first = (await place.BackUpAsync()).Snapshot.Snapshot;
        var store = new Vault.Snapshots.SnapshotStore(place.Vault);
        await store.WriteAsync(first with { Time = first.Time.AddSeconds(1), Listing = [place.Vault.IdOf("lost"u8)] }, default);
        var next = await place.BackUpAsync();
        Assert.Equal((1, 0), (next.FilesRead, next.Problems));
        Assert.Contains("cannot be compared with", Assert.Single(next.Snapshot.Snapshot.Problems), StringComparison.Ordinal);
        await place.RestoreAsync(next.Snapshot);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(place.Target, "f")));
    }

    [Fact]
    public async Task Sockets_are_left_out_with_a_note_and_that_is_no_failure()
    {
        await using var place = await BackupPlace.CreateAsync();
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(place.Source, "s")));
        place.Write("file", "kept");
        var outcome = await place.BackUpAsync();
        Assert.Equal(0, outcome.Problems);
        Assert.Contains("'s' is a socket", Assert.Single(outcome.Snapshot.Snapshot.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_vault_itself_is_not_backed_up()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("file", "kept");
        var outcome = await place.BackUpAsync(new FolderOptions { Paths = [place.Root], Without = [place.VaultFolder] });
        var entries = await SnapshotBrowser.ListAsync(place.Vault, outcome.Snapshot.Snapshot, "", true, default).Select(e => e.Path.ToString()).ToListAsync();
        Assert.Equal(["source", "source/file"], entries);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_read_and_writes_nothing()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a", "aa");
        place.Write("b", "bbb");
        await place.TickAsync();
        await place.BackUpAsync();
        await File.AppendAllTextAsync(Path.Combine(place.Source, "b"), "!");
        var before = Directory.GetFiles(place.VaultFolder, "*", SearchOption.AllDirectories).Length;
        var plan = await Backup.PlanAsync(place.Vault, FolderSource.Open(new FolderOptions { Paths = [place.Source] }), BackupPlace.Options, default);
        Assert.Equal((2, 6, 1, 4), (plan.Files, plan.Bytes, plan.FilesToRead, plan.BytesToRead));
        Assert.Equal(before, Directory.GetFiles(place.VaultFolder, "*", SearchOption.AllDirectories).Length);
    }

    private static async Task<long> HolesAsync(string folder) => long.Parse((await BackupPlace.ShellAsync(folder, "du -sk sparse only-hole starts-with-data | awk '{n+=$1} END {print n}'")).Trim());
}
