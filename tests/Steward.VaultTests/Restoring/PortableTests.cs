using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders;
using Steward.Vault.Sources.Folders.Portable;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Restoring;

/// <summary>The ways of Windows and macOS, on Linux: what .NET alone can read and write.</summary>
public sealed class PortableTests
{
    private const string Tree = "mkdir -p 'a folder/deep/er' empty .hidden a a-b; echo one > 'a folder/ü.txt'; : > 'a folder/nothing'; seq 300000 > a/large; echo x > a-b/f; echo y > a/f; truncate -s 3M sparse; echo tail >> sparse; "
        + "ln -s a/f link; ln -s nowhere dangling; ln -s a linked; chmod 640 a/f; chmod 500 empty; touch -d '2001-02-03 04:05:06.1234567' a/f .hidden; touch -h -d 2002-02-02 link; printf 'skipped\\n' > .gitignore; echo no > a/skipped";

    // Kind, permissions but of links, size, time to 100 nanoseconds but of links, target: what is kept on every system.
    private const string Shown = @"find . -mindepth 1 \( -type l -printf '%p\tl\t%l\n' -o -type d -printf '%p\td\t%m\t%.26T+\n' -o -printf '%p\t%y\t%m\t%s\t%.26T+\n' \) | sort";

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_tree_comes_back_as_it_was(bool isPortableSource, bool isPortableTarget)
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, Tree);
        var options = new FolderOptions { Paths = [place.Source], IgnoreFiles = [".gitignore"] };
        var backup = await place.BackUpAsync(isPortableSource ? new PortableFolderSource(options) : FolderSource.Open(options));
        Assert.Equal(0, backup.Problems);
        var restored = await RestoreAsync(place, backup.Snapshot, isPortableTarget);
        Assert.Empty(restored.Problems);
        File.Delete(Path.Combine(place.Source, "a/skipped"));
        await BackupPlace.ShellAsync(place.Source, "touch -r ../target/a a");
        Assert.Equal(await BackupPlace.ShellAsync(place.Source, Shown), await BackupPlace.ShellAsync(place.Target, Shown));
        await BackupPlace.ShellAsync(place.Root, "diff -r --no-dereference source target");
    }

    [Fact]
    public async Task Nothing_is_read_again_when_nothing_changed_and_what_changed_is()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, Tree);
        await place.TickAsync();
        await place.BackUpAsync(Portable(place));
        Assert.Equal(0, (await place.BackUpAsync(Portable(place))).FilesRead);
        await place.TickAsync();
        place.Write("a/f", "other");
        await place.TickAsync();
        Assert.Equal(1, (await place.BackUpAsync(Portable(place))).FilesRead);
    }

    [Fact]
    public async Task What_other_systems_do_not_have_is_told_and_further_names_become_files_of_their_own()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "mkdir d; echo words > d/first; ln d/first second; mkfifo pipe");
        var outcome = await RestoreAsync(place, (await place.BackUpAsync()).Snapshot, isPortable: true);
        Assert.Equal(1, outcome.Failed);
        Assert.Contains("'pipe' is not restored: this system has no pipes", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.Equal("words\n", await File.ReadAllTextAsync(Path.Combine(place.Target, "second")));
        Assert.Equal("1\n", await BackupPlace.ShellAsync(place.Target, "stat -c %h second"));
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_when_asked_for_and_a_link_there_leads_nowhere()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "mkdir d; echo words > d/f; echo more > g");
        var snapshot = (await place.BackUpAsync(Portable(place))).Snapshot;
        await BackupPlace.ShellAsync(place.Root, "mkdir target outside; ln -s ../outside target/d; echo other > target/g; echo mine > target/own; echo safe > outside/f; ln -s ../outside/f target/h");
        await Assert.ThrowsAsync<Steward.Kernel.StewardException>(() => RestoreAsync(place, snapshot, isPortable: true));
        var outcome = await RestoreAsync(place, snapshot, isPortable: true, overwrite: true);
        Assert.Empty(outcome.Problems);
        Assert.Equal("words\nmore\nmine\nsafe\n", await BackupPlace.ShellAsync(place.Target, "cat d/f g own ../outside/f"));
        Assert.Equal(["f", "g", "own"], (await BackupPlace.ShellAsync(place.Target, "find . -type f -printf '%f\n' | sort")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, (await RestoreAsync(place, snapshot, isPortable: true, overwrite: true)).Kept);
    }

    [Fact]
    public async Task A_folder_and_a_file_that_cannot_be_read_are_told()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("f", "words");
        var missing = Path.Combine(place.Root, "missing");
        var outcome = await place.BackUpAsync(new PortableFolderSource(new FolderOptions { Paths = [place.Source, missing] }));
        Assert.Contains("missing' is not there", Assert.Single(outcome.Snapshot.Snapshot.Problems), StringComparison.Ordinal);
    }

    private static IBackupSource Portable(BackupPlace place) => new PortableFolderSource(new FolderOptions { Paths = [place.Source] });

    private static Task<RestoreOutcome> RestoreAsync(BackupPlace place, SnapshotReference snapshot, bool isPortable, bool overwrite = false) =>
        place.RestoreAsync(snapshot, new RestoreOptions { Time = TimeProvider.System, IsPortable = isPortable, Overwrite = overwrite });
}
