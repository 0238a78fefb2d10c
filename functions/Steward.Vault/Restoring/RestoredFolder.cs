using Steward.Kernel;
using Steward.Vault.Backing;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Databases;

namespace Steward.Vault.Restoring;

/// <summary>A snapshot in a temporary folder, on its way to somewhere else: into a server, into a clone. It goes away when disposed.</summary>
public sealed class RestoredFolder : IDisposable
{
    private readonly TemporaryFolder _folder;

    private RestoredFolder(TemporaryFolder folder) => _folder = folder;

    /// <summary>Where it lies.</summary>
    public string Path => _folder.PathOf("restored");

    /// <summary>Restores a snapshot. Invalid when it is of another kind, or not all of it can be restored.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="kind">The kind that it has to be of.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told how far it is; null: nobody is.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<RestoredFolder> OpenAsync(
        OpenVault vault, SnapshotReference snapshot, string kind, RestoreOptions options, IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        if (snapshot.Snapshot.Kind != kind) throw StewardException.Invalid($"The snapshot {snapshot.ShortId} is of the kind '{snapshot.Snapshot.Kind}', not '{kind}'.");
        var restored = new RestoredFolder(new TemporaryFolder());
        try
        {
            var outcome = await Restore.RunAsync(vault, snapshot, restored.Path, options, progress, cancellation);
            return outcome.Failed == 0 ? restored : throw StewardException.Invalid($"{Texts.Count(outcome.Failed, "entry", "entries")} of the snapshot cannot be restored: {Texts.Some([.. outcome.Problems])}");
        }
        catch
        {
            restored.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
