using Steward.Vault;
using Steward.Vault.Backing;
using Steward.Vault.Keys;
using Steward.Vault.Maintenance;
using Steward.Vault.Sources.Folders;
using Steward.Vault.Stores;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Backing;

/// <summary>What is believed to be unchanged is not read: only when everything says so, and when the vault has it.</summary>
public sealed class UnchangedFilesTests
{
    [Fact]
    public async Task A_file_with_its_old_size_and_time_and_other_contents_is_read_also_when_the_clock_was_set_back()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("f", "old words");
        await place.TickAsync();
        // Made by a clock that was a day ahead: every time of the file lies long before this backup.
        await BackUpAsync(place, TimeSpan.FromDays(1));
        var file = Path.Combine(place.Source, "f");
        await BackupPlace.ShellAsync(place.Source, "touch -r f ../stamp");
        await place.TickAsync();
        await File.WriteAllTextAsync(file, "new words");
        await BackupPlace.ShellAsync(place.Source, "touch -r ../stamp f");
        var second = await BackUpAsync(place, TimeSpan.Zero);
        Assert.Equal(1, second.FilesRead);
        await place.RestoreAsync(second.Snapshot);
        Assert.Equal("new words", await File.ReadAllTextAsync(Path.Combine(place.Target, "f")));
    }

    [Fact]
    public async Task A_file_that_was_changed_as_late_as_its_backup_is_read_again()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("f", "words");
        // The backup's time is not behind the file's: it may have been changed within the same tick.
        await BackUpAsync(place, -TimeSpan.FromHours(1));
        Assert.Equal(1, (await BackUpAsync(place, TimeSpan.FromHours(1))).FilesRead);
        Assert.Equal(0, (await BackUpAsync(place, TimeSpan.FromHours(2))).FilesRead);
    }

    [Fact]
    public async Task A_file_that_did_not_change_and_that_the_vault_has_lost_is_read_again()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "seq 100000 > f");
        await BackUpAsync(place, TimeSpan.FromHours(1));
        await BackupPlace.ShellAsync(place.VaultFolder, "rm -f \"$(ls -S packs/*/* | head -1)\"");
        await using (var damaged = await OpenAsync(place)) await new Repair(damaged, new RepairOptions { Time = TimeProvider.System, Host = "keeper" }).RunAsync(default);
        await using var vault = await OpenAsync(place);
        var healed = await Backup.RunAsync(vault, FolderSource.Open(new FolderOptions { Paths = [place.Source] }), BackupPlace.Options, null, default);
        Assert.Equal(1, healed.FilesRead);
        await Steward.Vault.Restoring.Restore.RunAsync(vault, healed.Snapshot, place.Target, new Steward.Vault.Restoring.RestoreOptions { Time = TimeProvider.System }, null, default);
        await BackupPlace.ShellAsync(place.Root, "cmp source/f target/f");
    }

    private static Task<OpenVault> OpenAsync(BackupPlace place) =>
        OpenVault.OpenAsync(new FolderStore(place.VaultFolder), VaultSecret.Passphrase(BackupPlace.Passphrase), new VaultOptions { Time = TimeProvider.System }, default);

    private static Task<BackupOutcome> BackUpAsync(BackupPlace place, TimeSpan ahead) =>
        Backup.RunAsync(place.Vault, FolderSource.Open(new FolderOptions { Paths = [place.Source] }), BackupPlace.Options with { Time = new Ahead(ahead) }, null, default);

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
