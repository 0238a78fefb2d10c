using Steward.TestKit.Vaults;
using Steward.Vault;
using Steward.Vault.Backing;
using Steward.Vault.Entries;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Maintenance;

/// <summary>A vault in a folder with a clock, what is backed up into it, and what every snapshot has to give back.</summary>
internal sealed class VaultWorld
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    private VaultWorld(FolderStore folder) => (Folder, Clock) = (folder, new ClockedStore(folder));

    public FolderStore Folder { get; }

    public ClockedStore Clock { get; }

    /// <summary>What a snapshot held when it was made.</summary>
    public Dictionary<string, Dictionary<string, byte[]>> Held { get; } = new(StringComparer.Ordinal);

    public MemorySource Source { get; } = new();

    public static async Task<VaultWorld> NewAsync()
    {
        var world = new VaultWorld(StoreKinds.NewFolder());
        await (await TestVault.NewAsync(world.Clock)).DisposeAsync();
        return world;
    }

    public Task<OpenVault> OpenAsync(IVaultStore? store = null) => TestVault.OpenAsync(store ?? Clock);

    public async Task<SnapshotReference> BackUpAsync(IVaultStore? store = null, MemorySource? source = null)
    {
        source ??= Source;
        await using var vault = await OpenAsync(store);
        var outcome = await Backup.RunAsync(vault, source, new BackupOptions { Host = "web1", Time = TimeProvider.System, ReadAll = true }, null, Stop);
        Held[outcome.Snapshot.Id] = new Dictionary<string, byte[]>(source.Files, StringComparer.Ordinal);
        return outcome.Snapshot;
    }

    public async Task ForgetAsync(params IReadOnlyList<SnapshotReference> snapshots)
    {
        await using var vault = await OpenAsync();
        await Forget.RunAsync(vault, snapshots, Stop);
        foreach (var snapshot in snapshots) Held.Remove(snapshot.Id);
    }

    public async Task<PruneOutcome> PruneAsync(IVaultStore? store = null, bool takeOver = false, double rewriteBelow = 0.6)
    {
        await using var vault = await OpenAsync(store);
        return await new Prune(vault, new PruneOptions { Time = TimeProvider.System, Host = "keeper", TakeOver = takeOver, RewriteBelow = rewriteBelow }).RunAsync(Stop);
    }

    public async Task<VerifyReport> VerifyAsync(bool data = true)
    {
        await using var vault = await OpenAsync();
        return await new Verify(vault, new VerifyOptions { Data = data }).RunAsync(Stop);
    }

    public async Task<RepairReport> RepairAsync(bool data = false)
    {
        await using var vault = await OpenAsync();
        return await new Repair(vault, new RepairOptions { Time = TimeProvider.System, Host = "keeper", Data = data, TakeOver = true }).RunAsync(Stop);
    }

    /// <summary>Every snapshot gives back what it held.</summary>
    public async Task AllIsThereAsync()
    {
        await using var vault = await OpenAsync();
        var list = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, Stop);
        Assert.Empty(list.Problems);
        Assert.Equal(Held.Keys.Order(StringComparer.Ordinal), list.Snapshots.Select(s => s.Id).Order(StringComparer.Ordinal));
        var reader = vault.Reader();
        foreach (var snapshot in list.Snapshots)
        {
            var entries = await new ListingReader(reader, snapshot.Snapshot.Listing).ReadAsync(Stop).ToListAsync();
            Assert.Equal(Held[snapshot.Id].Keys, entries.Select(e => e.Path.ToString()));
            foreach (var entry in entries)
            {
                var bytes = new MemoryStream();
                foreach (var id in entry.Chunks) bytes.Write((await reader.ReadAsync(id, Stop)).Span);
                Assert.True(bytes.ToArray().AsSpan().SequenceEqual(Held[snapshot.Id][entry.Path.ToString()]), entry.Path.ToString());
            }
        }
    }

    public async Task<List<string>> NamesAsync(string prefix) => [.. (await Folder.ListAsync(prefix, Stop).ToListAsync()).Select(o => o.Name).Order(StringComparer.Ordinal)];

    public string PathOf(string name) => Path.Combine(new Uri(Folder.Address).LocalPath, name);
}
