using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Snapshots;

namespace Steward.Vault.Maintenance;

/// <summary>Follows snapshots to the chunks that they need. Chunks of listings that several snapshots share are read once; what is lost in them is told for each.</summary>
/// <param name="vault">The vault.</param>
/// <param name="map">Where chunks are marked.</param>
/// <param name="isBad">True for chunks that are known and cannot be read.</param>
internal sealed class Reach(OpenVault vault, ChunkMap map, Func<ChunkId, bool>? isBad = null)
{
    private const int Ahead = 8;
    private const int MaxTold = 10_000;
    private const string Missing = "a part of it is not in the vault";
    private const string Damaged = "a part of it is damaged";
    private readonly IChunkReader _reader = vault.Reader();
    private readonly Dictionary<ChunkId, List<(EntryPath? Path, string Why)>> _losses = [];

    /// <summary>What cannot be restored, the first 10,000.</summary>
    public List<LostFile> Lost { get; } = [];

    /// <summary>How much it is in all.</summary>
    public long LostCount { get; private set; }

    /// <summary>Marks all that the snapshots need.</summary>
    public async Task MarkAsync(IReadOnlyList<SnapshotReference> snapshots, CancellationToken cancellation)
    {
        foreach (var snapshot in snapshots) await MarkAsync(snapshot, cancellation);
    }

    private async Task MarkAsync(SnapshotReference snapshot, CancellationToken cancellation)
    {
        // Marked before: all that stands in it is marked too.
        var news = snapshot.Snapshot.Listing.Where(IsNew).ToList();
        for (var i = 0; i < news.Count; i++)
        {
            if (i % Ahead == 0) _reader.Expect([.. news.Skip(i).Take(2 * Ahead)]);
            await MarkEntriesAsync(news[i], cancellation);
        }

        foreach (var listing in snapshot.Snapshot.Listing)
        {
            if (!_losses.TryGetValue(listing, out var losses)) continue;
            foreach (var (path, why) in losses.DistinctBy(l => l.Path)) Tell(new LostFile(snapshot, path?.ToString(), why));
        }
    }

    private bool IsNew(ChunkId id)
    {
        var was = map.Mark(id);
        if (was is null) _losses.TryAdd(id, [(null, "a part of its list of files is not in the vault")]);
        return was == false;
    }

    private async Task MarkEntriesAsync(ChunkId listing, CancellationToken cancellation)
    {
        try
        {
            foreach (var item in EntryDecoder.Items(await _reader.ReadAsync(listing, cancellation)))
            {
                foreach (var id in item.Chunks)
                {
                    if (map.Mark(id) is null) Note(listing, item.Path, Missing);
                    else if (isBad?.Invoke(id) == true) Note(listing, item.Path, Damaged);
                }
            }
        }
        catch (StewardException damaged) when (damaged.Kind is FailureKind.Invalid or FailureKind.NotFound)
        {
            Note(listing, null, $"a part of its list of files cannot be read: {damaged.Message}");
        }
    }

    private void Note(ChunkId listing, EntryPath? path, string why)
    {
        if (!_losses.TryGetValue(listing, out var losses)) _losses.Add(listing, losses = []);
        losses.Add((path, why));
    }

    private void Tell(LostFile file)
    {
        LostCount++;
        if (Lost.Count < MaxTold) Lost.Add(file);
    }
}

/// <summary>What cannot be restored whole.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Path">The file; null: a part of the list of files, and what stands in it.</param>
/// <param name="Why">What is wrong.</param>
public sealed record LostFile(SnapshotReference Snapshot, string? Path, string Why);
