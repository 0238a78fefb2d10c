using Steward.TestKit.Programs;
using Steward.Vault;
using Steward.Vault.Backing;
using Steward.Vault.Keys;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders;
using Steward.Vault.Stores;
using Xunit;

namespace Steward.VaultTests.Kit;

/// <summary>A folder of its own with a vault, a tree that is backed up, and a place to restore into.</summary>
internal sealed class BackupPlace : IAsyncDisposable
{
    public const string Passphrase = "only for tests";

    private BackupPlace(string root, OpenVault vault) => (Root, Vault) = (root, vault);

    public string Root { get; }

    public OpenVault Vault { get; }

    public string Source => Path.Combine(Root, "source");

    public string Target => Path.Combine(Root, "target");

    public string VaultFolder => Path.Combine(Root, "vault");

    public static async Task<BackupPlace> CreateAsync()
    {
        var root = Directory.CreateTempSubdirectory("steward-backup-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "source"));
        var store = new FolderStore(Path.Combine(root, "vault"));
        var vault = await OpenVault.InitAsync(store, VaultSecret.Passphrase(Passphrase), new VaultOptions { Time = TimeProvider.System }, default);
        return new BackupPlace(root, vault);
    }

    public static BackupOptions Options { get; } = new() { Host = "here", Time = TimeProvider.System };

    public Task<BackupOutcome> BackUpAsync(FolderOptions? options = null) => BackUpAsync(FolderSource.Open(options ?? new FolderOptions { Paths = [Source] }));

    public Task<BackupOutcome> BackUpAsync(IBackupSource source) => Backup.RunAsync(Vault, source, Options, null, default);

    public Task<RestoreOutcome> RestoreAsync(SnapshotReference snapshot, RestoreOptions? options = null, string? target = null) =>
        Restore.RunAsync(Vault, snapshot, target ?? Target, options ?? new RestoreOptions { Time = TimeProvider.System }, null, default);

    public void Write(string path, string text)
    {
        var full = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Waits until changes have another time than all that was before: file systems' clocks tick.</summary>
    public async Task TickAsync()
    {
        var began = Stamp();
        while (Stamp() - began < TimeSpan.FromMilliseconds(30)) await Task.Yield();
    }

    /// <summary>Runs a script of the shell in a folder; it has to succeed.</summary>
    public static async Task<string> ShellAsync(string folder, string script, params string[] arguments)
    {
        var run = await LocalProgram.RunAsync("bash", folder, new Dictionary<string, string?> { ["LC_ALL"] = "C" }, ["-c", script, "bash", .. arguments]);
        Assert.True(run.Exit == 0, $"{script} ended with {run.Exit}: {run.Notes}");
        return run.Out;
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        await ShellAsync("/", "chmod -R u+rwX \"$1\" 2>/dev/null; rm -rf \"$1\"", Root);
    }

    private DateTime Stamp()
    {
        var probe = Path.Combine(Root, "tick");
        File.WriteAllText(probe, "");
        return File.GetLastWriteTimeUtc(probe);
    }
}
