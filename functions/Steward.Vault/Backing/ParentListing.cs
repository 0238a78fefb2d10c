using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>The listing of the snapshot before, read beside the walk: both are sorted alike, so that one entry of it is in memory at a time, and no table of all.</summary>
internal sealed class ParentListing : IAsyncDisposable
{
    // A file that was changed in the last moment before the backup looked at it can be changed again without its time telling: clocks of file systems tick.
    private const long TickNanoseconds = 20_000_000;

    private readonly IAsyncEnumerator<IReadOnlyList<Entry>>? _batches;
    private readonly SourceProblems _problems;
    private readonly long _before;
    private bool _broken;
    private IReadOnlyList<Entry> _batch = [];
    private int _next;

    private ParentListing(IAsyncEnumerator<IReadOnlyList<Entry>>? batches, long before, SourceProblems problems) => (_batches, _before, _problems) = (batches, before, problems);

    /// <summary>Of a snapshot; null: of none.</summary>
    public static ParentListing Of(Snapshot? parent, IChunkReader reader, SourceProblems problems, CancellationToken cancellation)
    {
        if (parent is null) return new ParentListing(null, 0, problems);
        var batches = new ListingReader(reader, parent.Listing).BatchesAsync(cancellation).GetAsyncEnumerator(cancellation);
        return new ParentListing(batches, ((parent.Time - DateTimeOffset.UnixEpoch).Ticks * 100) - TickNanoseconds, problems);
    }

    /// <summary>The entry that the parent has at a path; null when it has none. Paths come in their order.</summary>
    public ValueTask<Entry?> FindAsync(EntryPath path)
    {
        for (; _next < _batch.Count; _next++)
        {
            var order = _batch[_next].Path.CompareTo(path);
            if (order >= 0) return ValueTask.FromResult(order == 0 ? _batch[_next] : null);
        }

        return _batches is null || _broken ? ValueTask.FromResult<Entry?>(null) : FindBehindAsync(path);
    }

    /// <summary>True when an entry's content is what the parent has: nothing that a change would have touched is different.</summary>
    public bool IsUnchanged(Entry now, Entry before) =>
        now.Kind == EntryKind.File && before.Kind == EntryKind.File && now.Size == before.Size && now.Modified == before.Modified
        && now.Changed == before.Changed && now.Inode == before.Inode && Math.Max(now.Changed, now.Modified) < _before;

    public ValueTask DisposeAsync() => _batches?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<Entry?> FindBehindAsync(EntryPath path)
    {
        while (_next >= _batch.Count)
        {
            if (!await MoveAsync()) return null;
            (_batch, _next) = (_batches!.Current, 0);
            if (_batch.Count > 0 && _batch[^1].Path.CompareTo(path) < 0) _next = _batch.Count;
        }

        return await FindAsync(path);
    }

    // A snapshot that is damaged must not keep the next backup from being made: what it would have spared is read.
    private async ValueTask<bool> MoveAsync()
    {
        try
        {
            return await _batches!.MoveNextAsync();
        }
        catch (StewardException damaged) when (damaged.Kind is FailureKind.Invalid or FailureKind.NotFound)
        {
            _problems.Note($"The snapshot before cannot be compared with, so that every file behind is read: {damaged.Message}");
            _broken = true;
            return false;
        }
    }
}
