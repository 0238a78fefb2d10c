using Steward.Vault;
using Steward.Vault.Backing;
using Steward.Vault.Keys;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;
using Steward.Vault.Stores;

namespace Steward.VaultTests.Sources;

/// <summary>A vault in a folder of the test's own.</summary>
internal sealed class ScratchVault : IAsyncDisposable
{
    private readonly string _folder;

    private ScratchVault(string folder, OpenVault vault) => (_folder, Vault) = (folder, vault);

    public OpenVault Vault { get; }

    public static async Task<ScratchVault> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("steward-vault-").FullName;
        var store = new FolderStore(Path.Combine(folder, "vault"));
        return new ScratchVault(folder, await OpenVault.InitAsync(store, VaultSecret.Passphrase("of the test"), new VaultOptions { Time = TimeProvider.System }, CancellationToken.None));
    }

    /// <summary>A folder beside the vault.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public async Task<SnapshotReference> BackUpAsync(IBackupSource source) =>
        (await Backup.RunAsync(Vault, source, new BackupOptions { Host = "here", Time = TimeProvider.System }, null, CancellationToken.None)).Snapshot;

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
