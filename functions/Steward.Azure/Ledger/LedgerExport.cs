using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>
/// Copies a published ledger into a folder. An older export of the same ledger is brought up to date, but only when it is the beginning of the
/// published one: an export is somebody's memory of what the ledger once said.
/// </summary>
/// <param name="source">The published ledger.</param>
/// <param name="target">The folder.</param>
public sealed class LedgerExport(ITileReader source, FolderTiles target)
{
    /// <summary>Copies; answers with the checkpoint that the folder has then. Safe to repeat; the checkpoint comes last.</summary>
    public async Task<Checkpoint> RunAsync(CancellationToken cancellation)
    {
        var checkpoint = await CheckpointOfAsync(source, cancellation)
            ?? throw StewardException.NotFound("Nothing was published of this ledger yet; ask the running Steward for its checkpoint, then try again.");
        var previous = await CheckpointOfAsync(target, cancellation);
        if (previous is not null) await RequireBeginningAsync(previous, checkpoint, cancellation);
        foreach (var path in TileLayout.Of(checkpoint.Size)) await CopyAsync(path, cancellation);
        await target.WriteAsync(TilePath.Checkpoint, Encoding.UTF8.GetBytes(checkpoint.SignedNote), cancellation);
        foreach (var old in TileLayout.Of(previous?.Size ?? 0).Except(TileLayout.Of(checkpoint.Size))) target.Remove(old.ToString());
        return checkpoint;
    }

    private async Task RequireBeginningAsync(Checkpoint previous, Checkpoint checkpoint, CancellationToken cancellation)
    {
        var isBeginning = previous.Origin == checkpoint.Origin && previous.Size <= checkpoint.Size
            && (await new PublishedTree(source, checkpoint).RootAsync(previous.Size, cancellation)).AsSpan().SequenceEqual(previous.RootHash);
        if (!isBeginning)
            throw StewardException.Invalid(
                $"The folder holds a ledger '{Texts.Clip(previous.Origin, 120)}' of {previous.Size} entries that is not the beginning of '{checkpoint.Origin}'. "
                + "Nothing was changed. If it is the same product's, keep the folder: it shows that the history was changed.");
    }

    private async Task CopyAsync(TilePath path, CancellationToken cancellation)
    {
        if (path.IsFull && target.Has(path.ToString())) return;
        var bytes = await source.ReadAsync(path.ToString(), cancellation)
            ?? throw StewardException.Invalid($"The published ledger lacks {path}; run 'steward ledger verify' on it.");
        await target.WriteAsync(path.ToString(), bytes, cancellation);
    }

    private static async Task<Checkpoint?> CheckpointOfAsync(ITileReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(TilePath.Checkpoint, cancellation) is { } bytes ? CheckpointNote.Parse(bytes) : null;
}
