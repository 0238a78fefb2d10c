using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Restoring;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Restoring;

public sealed class RestoreTests
{
    private static readonly RestoreOptions Plain = new() { Time = TimeProvider.System };

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused_and_stays_as_it_is()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("f", "new");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        Directory.CreateDirectory(place.Target);
        await File.WriteAllTextAsync(Path.Combine(place.Target, "mine"), "old");
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<StewardException>(() => place.RestoreAsync(snapshot))).Kind);
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(place.Target).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Overwrite_replaces_what_has_the_same_name_keeps_what_is_the_same_and_leaves_the_rest()
    {
        await using var place = await BackupPlace.CreateAsync();
        foreach (var name in (string[])["same", "other", "was-folder", "sub/x"]) place.Write(name, $"text of {name}");
        await BackupPlace.ShellAsync(place.Source, "ln -s same link; chmod 640 same");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        Directory.CreateDirectory(place.Target);
        var outside = Directory.CreateDirectory(Path.Combine(place.Root, "outside")).FullName;
        await BackupPlace.ShellAsync(place.Target, "printf 'text of same' > same; printf longer-text-of-other > other; mkdir was-folder; ln -s \"$1\" sub; mkdir link; printf mine > mine; ln other outside-name", outside);
        var outcome = await place.RestoreAsync(snapshot, Plain with { Overwrite = true });
        Assert.Equal((0, 1), (outcome.Failed, outcome.Kept));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(place.Target, "mine")));
        Assert.Equal("longer-text-of-other", await File.ReadAllTextAsync(Path.Combine(place.Target, "outside-name")));
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        await BackupPlace.ShellAsync(place.Target, "rm mine outside-name");
        await BackupPlace.ShellAsync(place.Target, "touch -r \"$1\" .", place.Source);
        await Trees.AssertSameAsync(place.Source, place.Target);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_never_replaced_by_a_file()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("name", "file");
        place.Write("other", "file");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        Directory.CreateDirectory(Path.Combine(place.Target, "name/kept"));
        var outcome = await place.RestoreAsync(snapshot, Plain with { Overwrite = true });
        Assert.Equal(1, outcome.Failed);
        Assert.Contains("'name' is not restored", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(place.Target, "name/kept")));
        Assert.True(File.Exists(Path.Combine(place.Target, "other")));
    }

    [Fact]
    public async Task A_part_is_restored_by_patterns_with_the_folders_above_it()
    {
        await using var place = await BackupPlace.CreateAsync();
        foreach (var name in (string[])["a/deep/er/1.txt", "a/deep/2.log", "b/3.txt", "c/4.log"]) place.Write(name, "x");
        await BackupPlace.ShellAsync(place.Source, "chmod 750 a; touch -d 2001-01-01 a");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        var outcome = await place.RestoreAsync(snapshot, Plain with { Include = ["/a/deep", "3.txt"], Exclude = ["*.log"] });
        var files = Directory.GetFiles(place.Target, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(place.Target, f)).Order(StringComparer.Ordinal);
        Assert.Equal(["a/deep/er/1.txt", "b/3.txt"], files);
        Assert.Equal(2, outcome.Files);
        Assert.Equal(2001, Directory.GetLastWriteTimeUtc(Path.Combine(place.Target, "a")).Year);
        Assert.False(Directory.Exists(Path.Combine(place.Target, "c")));
    }

    [Fact]
    public async Task A_restore_goes_never_through_a_link_that_the_snapshot_brought()
    {
        await using var place = await BackupPlace.CreateAsync();
        var outside = Directory.CreateDirectory(Path.Combine(place.Root, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "secret"), "untouched");
        var evil = new CraftedSource(
            new Entry { Path = EntryPath.Of("link"), Kind = EntryKind.SymbolicLink, Target = System.Text.Encoding.UTF8.GetBytes(outside) },
            new Entry { Path = EntryPath.Of("link/created"), Kind = EntryKind.File },
            new Entry { Path = EntryPath.Of("link/secret"), Kind = EntryKind.SymbolicLink, Target = "x"u8.ToArray() },
            new Entry { Path = EntryPath.Of("stolen"), Kind = EntryKind.HardLink, Target = "link/secret"u8.ToArray() },
            new Entry { Path = EntryPath.Of("up"), Kind = EntryKind.HardLink, Target = "../outside/secret"u8.ToArray() });
        var snapshot = (await place.BackUpAsync(evil)).Snapshot;
        foreach (var overwrite in (bool[])[false, true])
        {
            var outcome = await place.RestoreAsync(snapshot, Plain with { Overwrite = overwrite }, $"{place.Target}{overwrite}");
            Assert.True(outcome.Failed >= 2, $"{outcome}");
            Assert.Equal(["secret"], Directory.GetFileSystemEntries(outside).Select(Path.GetFileName));
            Assert.Equal("untouched", await File.ReadAllTextAsync(Path.Combine(outside, "secret")));
            Assert.False(File.Exists(Path.Combine($"{place.Target}{overwrite}", "up")));
        }
    }

    [Fact]
    public async Task A_missing_pack_costs_the_files_in_it_and_they_are_named()
    {
        await using var place = await BackupPlace.CreateAsync();
        var random = new Random(5);
        for (var i = 0; i < 8; i++)
        {
            var bytes = new byte[6_000_000];
            random.NextBytes(bytes);
            await File.WriteAllBytesAsync(Path.Combine(place.Source, $"f{i}"), bytes);
        }

        var snapshot = (await place.BackUpAsync()).Snapshot;
        var packs = Directory.GetFiles(Path.Combine(place.VaultFolder, "packs"), "*", SearchOption.AllDirectories).OrderByDescending(p => new FileInfo(p).Length).ToList();
        Assert.True(packs.Count >= 3, $"{packs.Count} packs");
        File.Delete(packs[0]);
        var outcome = await place.RestoreAsync(snapshot);
        Assert.InRange(outcome.Failed, 1, 7);
        Assert.Equal(8, outcome.Failed + outcome.Files);
        Assert.Equal(outcome.Failed, outcome.Problems.Count);
        Assert.Equal(outcome.Files, Directory.GetFiles(place.Target, "f*").Length);
        Assert.True(File.Exists(Path.Combine(place.Target, ".steward-restore")), "what is not complete can go on");
    }

    [Fact]
    public async Task Browsing_shows_folders_files_and_contents()
    {
        await using var place = await BackupPlace.CreateAsync();
        foreach (var name in (string[])["a/x", "a/y/z", "a.b", "b"]) place.Write(name, $"text of {name}");
        await BackupPlace.ShellAsync(place.Source, "ln b c; truncate -s 1M holes; printf end >> holes");
        var snapshot = (await place.BackUpAsync()).Snapshot.Snapshot;
        Assert.Equal(["a", "a.b", "b", "c", "holes"], await NamesAsync(place, snapshot, "", false));
        Assert.Equal(["a/x", "a/y"], await NamesAsync(place, snapshot, "a/", false));
        Assert.Equal(["a/x", "a/y", "a/y/z"], await NamesAsync(place, snapshot, "/a", true));
        Assert.Equal(["a.b"], await NamesAsync(place, snapshot, "a.b", false));
        await Assert.ThrowsAsync<StewardException>(() => NamesAsync(place, snapshot, "nothing", false));
        Assert.Equal("text of b"u8.ToArray(), await ContentAsync(place, snapshot, "c"));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(place.Source, "holes")), await ContentAsync(place, snapshot, "holes"));
        await Assert.ThrowsAsync<StewardException>(() => ContentAsync(place, snapshot, "a"));
    }

    [Fact]
    public async Task Two_snapshots_differ_by_what_was_done()
    {
        await using var place = await BackupPlace.CreateAsync();
        foreach (var name in (string[])["gone", "same", "content", "mode", "kind"]) place.Write(name, name);
        var old = (await place.BackUpAsync()).Snapshot.Snapshot;
        await BackupPlace.ShellAsync(place.Source, "rm gone kind; mkdir kind; printf other > content; chmod 777 mode; touch -r same added; touch -r same content mode; touch -d 2020-01-01 .");
        var now = (await place.BackUpAsync()).Snapshot.Snapshot;
        var changes = await SnapshotDiff.CompareAsync(place.Vault, old, now, default).Select(c => $"{c.Kind} {c.Path}").ToListAsync();
        Assert.Equal(["Attributes ", "Added added", "Content content", "Removed gone", "Kind kind", "Attributes mode"], changes);
        Assert.Empty(await SnapshotDiff.CompareAsync(place.Vault, now, now, default).ToListAsync());
    }

    private static async Task<List<string>> NamesAsync(BackupPlace place, Vault.Snapshots.Snapshot snapshot, string path, bool recursive) =>
        await SnapshotBrowser.ListAsync(place.Vault, snapshot, path, recursive, default).Select(e => e.Path.ToString()).ToListAsync();

    private static async Task<byte[]> ContentAsync(BackupPlace place, Vault.Snapshots.Snapshot snapshot, string path)
    {
        using var into = new MemoryStream();
        await SnapshotBrowser.CopyAsync(place.Vault, snapshot, path, into, default);
        return into.ToArray();
    }
}
