using System.Runtime.Versioning;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Native;
using Steward.Vault.Restoring;
using Steward.Vault.Restoring.Linux;
using Steward.Vault.Sources;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Restoring;

/// <summary>Snapshots and targets that somebody prepared against whoever restores.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostileRestoreTests
{
    private static readonly RestoreOptions Plain = new() { Time = TimeProvider.System };

    [Fact]
    public async Task A_link_that_takes_the_place_of_a_pipe_meanwhile_does_not_lead_its_permissions_elsewhere()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Root, "mkdir target; printf secret > shadow; chmod 600 shadow; ln -s ../shadow target/pipe");
        using var folder = LinuxFiles.Open(place.Target, OpenFlags.Folder);
        // As it stands a moment after the pipe was made: whoever owns the folder has put a link there.
        new LinuxDescriber().Named(folder, "pipe"u8, new Entry { Path = EntryPath.Of("pipe"), Kind = EntryKind.Pipe, Mode = 0x1FF, User = 65534, Group = 65534 }, new SourceProblems());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(place.Root, "shadow")));
    }

    [Fact]
    public async Task What_runs_with_anothers_rights_is_written_anew_where_the_same_content_lies_already()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("tool", "#!/bin/sh\n");
        place.Write("text", "words");
        await BackupPlace.ShellAsync(place.Source, "chmod 4755 tool");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        await BackupPlace.ShellAsync(place.Root, "mkdir target; cp source/tool source/text target; ln target/tool held; ln target/text text");
        var outcome = await place.RestoreAsync(snapshot, Plain with { Overwrite = true });
        Assert.Equal((0L, 1L), (outcome.Failed, outcome.Kept));
        // Who held the old file open, or by another name, does not hold the new one.
        Assert.Equal("1 755\n4755\n", await BackupPlace.ShellAsync(place.Root, "stat -c '%h %a' held; stat -c %a target/tool"));
    }

    [Fact]
    public async Task Below_a_folder_of_somebody_else_no_link_in_the_targets_path_is_followed()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a", "text");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        await BackupPlace.ShellAsync(place.Root, "mkdir -p home system; ln -s ../system home/link");
        var within = Plain with { Within = Path.Combine(place.Root, "home") };
        await Assert.ThrowsAnyAsync<IOException>(() => place.RestoreAsync(snapshot, within, Path.Combine(place.Root, "home/link/x.service.d")));
        await Assert.ThrowsAsync<StewardException>(() => place.RestoreAsync(snapshot, within, Path.Combine(place.Root, "system")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(place.Root, "system")));
        Assert.Equal(1, (await place.RestoreAsync(snapshot, within, Path.Combine(place.Root, "home/new/inner"))).Files);
        Assert.True(File.Exists(Path.Combine(place.Root, "home/new/inner/a")));
    }

    [Fact]
    public async Task A_path_of_sixteen_thousand_folders_costs_itself_alone()
    {
        await using var place = await BackupPlace.CreateAsync();
        var deep = string.Join('/', Enumerable.Repeat("a", 16_000));
        var snapshot = (await place.BackUpAsync(new CraftedSource(
            new Entry { Path = EntryPath.Of(deep), Kind = EntryKind.File }, new Entry { Path = EntryPath.Of("plain"), Kind = EntryKind.File }))).Snapshot;
        var outcome = await place.RestoreAsync(snapshot);
        Assert.True(File.Exists(Path.Combine(place.Target, "plain")));
        Assert.Equal(2, outcome.Files + outcome.Failed);
        FolderRemoval.Remove(place.Target);
        Assert.False(Directory.Exists(place.Target));
    }

    [Fact]
    public async Task Sizes_and_holes_that_do_not_fit_are_told_and_take_no_room()
    {
        await using var place = await BackupPlace.CreateAsync();
        var snapshot = (await place.BackUpAsync(new CraftedSource(
            new Entry { Path = EntryPath.Of("endless"), Kind = EntryKind.File, Size = long.MaxValue, Holes = [new Hole(0, long.MaxValue)] },
            new Entry { Path = EntryPath.Of("missing"), Kind = EntryKind.File, Size = 1L << 50 },
            new Entry { Path = EntryPath.Of("plain"), Kind = EntryKind.File },
            new Entry { Path = EntryPath.Of("wrong"), Kind = EntryKind.File, Size = 10, Holes = [new Hole(5, 100), new Hole(0, 3)] }))).Snapshot;
        var outcome = await place.RestoreAsync(snapshot);
        Assert.Equal((1L, 3L), (outcome.Files, outcome.Failed));
        Assert.Equal(["plain"], Directory.GetFiles(place.Target).Select(Path.GetFileName).Where(n => n != RestoreMark.Name));
    }

    [Fact]
    public async Task Patterns_that_mean_nothing_in_the_snapshot_are_no_success()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("etc/hosts", "x");
        var snapshot = (await place.BackUpAsync()).Snapshot;
        var failure = await Assert.ThrowsAsync<StewardException>(() => place.RestoreAsync(snapshot, Plain with { Include = ["/ect"] }));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.Contains("'/ect'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await place.RestoreAsync(snapshot, Plain with { Include = ["/etc"] })).Files);
    }

    [Fact]
    public async Task What_was_restored_is_removed_whatever_its_names_and_permissions_are_and_nothing_behind_its_links()
    {
        await using var place = await BackupPlace.CreateAsync();
        var kept = Encoding.UTF8.GetBytes(Path.Combine(place.Root, "kept"));
        Directory.CreateDirectory(Path.Combine(place.Root, "kept/inner"));
        await BackupPlace.ShellAsync(place.Root, "mkdir -p tree/$'latin\\xe9'/$'\\xff'; touch tree/$'latin\\xe9'/$'\\xfe'; ln -s \"$1\" tree/link; mkdir tree/shut; touch tree/shut/x; chmod 0 tree/shut; chmod 0 tree", Encoding.UTF8.GetString(kept));
        FolderRemoval.Remove(Path.Combine(place.Root, "tree"));
        Assert.False(Directory.Exists(Path.Combine(place.Root, "tree")));
        Assert.True(Directory.Exists(Path.Combine(place.Root, "kept/inner")));
    }
}
