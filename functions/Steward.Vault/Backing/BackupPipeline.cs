using System.Threading.Channels;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>
/// Walk, workers and listing side by side: the walk compares with the parent and hands files to the workers; the listing takes the entries in the walk's order. Queues are
/// bounded, so memory is, however many files there are and however slow the store is.
/// </summary>
internal sealed class BackupPipeline(OpenVault vault, IChunkWriter writer, SourceProblems problems, ProgressMeter meter, ParentListing parent)
{
    private const int Ahead = 4_096;
    private const int ReadAhead = 512;

    private readonly Channel<BackupWork> _inOrder = Channel.CreateBounded<BackupWork>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private readonly Channel<BackupWork> _toRead = Channel.CreateBounded<BackupWork>(new BoundedChannelOptions(ReadAhead) { SingleWriter = true });

    /// <summary>What was counted.</summary>
    public BackupCounts Counts { get; } = new();

    /// <summary>Runs it all; the chunks of the listing. The first failure ends it and is thrown.</summary>
    public async Task<IReadOnlyList<ChunkId>> RunAsync(IBackupSource source, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tail = new ListingTail(new ListingWriter(writer, vault.ListingChunker.Sizes), Counts, problems, meter);
        var listing = Guarded(() => tail.RunAsync(_inOrder.Reader, stop.Token), stop);
        List<Task> all = [listing, Guarded(() => WalkAsync(source, stop.Token), stop)];
        for (var i = 0; i < Environment.ProcessorCount + 1; i++)
        {
            var strand = i;
            all.Add(Guarded(() => WorkAsync(strand, stop.Token), stop));
        }

        await Task.WhenAll(all.Select(t => t.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
        cancellation.ThrowIfCancellationRequested();
        if (all.Find(t => t.IsFaulted) is { } failed) await failed;
        return await listing;
    }

    private static Task<T> Guarded<T>(Func<Task<T>> part, CancellationTokenSource stop) => Task.Run(async () =>
    {
        try
        {
            return await part();
        }
        catch
        {
            // The other parts wait for this one.
            await stop.CancelAsync();
            throw;
        }
    });

    private async Task<bool> WalkAsync(IBackupSource source, CancellationToken cancellation)
    {
        await foreach (var entry in source.EntriesAsync(problems, cancellation).WithCancellation(cancellation))
        {
            var work = await DecideAsync(entry);
            if (work.Source is not null) await _toRead.Writer.WriteAsync(work, cancellation);
            await _inOrder.Writer.WriteAsync(work, cancellation);
        }

        _toRead.Writer.Complete();
        _inOrder.Writer.Complete();
        (meter.TotalFiles, meter.TotalBytes) = (Counts.SeenFiles, Counts.SeenBytes);
        return true;
    }

    private async ValueTask<BackupWork> DecideAsync(SourceEntry source)
    {
        Counts.Saw(source.Entry);
        if (source.Open is null) return BackupWork.Done(source.Entry);
        if (await parent.FindAsync(source.Entry.Path) is { } before && parent.IsUnchanged(source.Entry, before) && HasAll(before.Chunks))
        {
            meter.AddBytes(source.Entry.Size);
            return BackupWork.Done(source.Entry with { Chunks = before.Chunks, Holes = before.Holes });
        }

        return BackupWork.ToRead(source);
    }

    private bool HasAll(IReadOnlyList<ChunkId> chunks)
    {
        for (var i = 0; i < chunks.Count; i++)
            if (!writer.Has(chunks[i])) return false;
        return true;
    }

    private async Task<bool> WorkAsync(int strand, CancellationToken cancellation)
    {
        using var reader = new ContentReader(vault.ContentChunker, writer, strand, problems, meter);
        await foreach (var work in _toRead.Reader.ReadAllAsync(cancellation))
        {
            var entry = await reader.ReadAsync(work.Source!, cancellation);
            if (entry is not null) Counts.Read(entry);
            work.Finish(entry);
        }

        return true;
    }
}
