using System.Threading.Channels;
using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>The end of the pipeline: writes the listing in the walk's order.</summary>
internal sealed class ListingTail(ListingWriter listing, BackupCounts counts, SourceProblems problems, ProgressMeter meter)
{
    private readonly HashSet<EntryPath> _missing = [];

    /// <summary>Takes all entries; the chunks of the listing.</summary>
    public async Task<IReadOnlyList<ChunkId>> RunAsync(ChannelReader<BackupWork> entries, CancellationToken cancellation)
    {
        await foreach (var work in entries.ReadAllAsync(cancellation))
        {
            var done = work.Entry;
            var entry = done.IsCompletedSuccessfully ? done.Result : await done.AsTask().WaitAsync(cancellation);
            if (entry is null) _missing.Add(work.Path);
            else if (IsWhole(entry)) await AddAsync(entry, cancellation);
        }

        return await listing.EndAsync(cancellation);
    }

    private async ValueTask AddAsync(Entry entry, CancellationToken cancellation)
    {
        await listing.AddAsync(entry, cancellation);
        counts.Listed(entry);
        if (BackupCounts.IsFile(entry)) meter.AddFile();
    }

    // A further name of a file that could not be read has no content either.
    private bool IsWhole(Entry entry)
    {
        if (_missing.Count == 0 || entry.Kind != EntryKind.HardLink || !_missing.Contains(new EntryPath(entry.Target))) return true;
        problems.Add($"'{Texts.Clip(entry.Path.ToString(), 400)}' is not in the snapshot: it is another name of a file that cannot be read.");
        return false;
    }
}
