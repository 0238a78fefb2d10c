using System.Threading.Channels;
using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>One restore: the listing is read through once; folders and links are made by its reader, contents by workers beside it.</summary>
internal sealed class RestoreRun(RestorePlace place, IChunkReader reader, RestoreWorker worker, SourceProblems problems)
{
    private const int Ahead = 1_024;
    private const int LinksAtOnce = 20_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly Channel<RestoreWork> _files = Channel.CreateBounded<RestoreWork>(new BoundedChannelOptions(Ahead) { SingleWriter = true });
    private readonly List<RestoreWork> _links = [];
    private readonly RestoreSelection _selection = new(place.Options);
    private RestoreNode _node = null!;
    private RestoreNode _root = null!;
    private long _left;

    /// <summary>Restores; the topmost folder is given back, held, for its attributes come last of all.</summary>
    public async Task<RestoreNode> RunAsync(ListingReader listing, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task> all = [Guarded(() => ReadAsync(listing, stop.Token), stop)];
        for (var i = 0; i < Environment.ProcessorCount + 1; i++) all.Add(Guarded(() => WorkAsync(stop.Token), stop));
        await Task.WhenAll(all.Select(t => t.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
        cancellation.ThrowIfCancellationRequested();
        if (all.Find(t => t.IsFaulted) is { } failed) await failed;
        await all[0];
        Link();
        Leave(default);
        return _root;
    }

    private static Task Guarded(Func<Task> part, CancellationTokenSource stop) => Task.Run(async () =>
    {
        try
        {
            await part();
        }
        catch
        {
            // The other parts wait for this one.
            await stop.CancelAsync();
            throw;
        }
    });

    private async Task ReadAsync(ListingReader listing, CancellationToken cancellation)
    {
        await foreach (var batch in listing.BatchesAsync(cancellation))
        {
            if (!place.Options.DryRun && _selection.IsAll) reader.Expect([.. batch.SelectMany(e => e.Chunks)]);
            foreach (var entry in batch) await TakeAsync(entry, cancellation);
        }

        _node ??= _root = RestoreNode.Root(place.Target, null, _selection.IsAll);
        _files.Writer.Complete();
    }

    private async ValueTask TakeAsync(Entry entry, CancellationToken cancellation)
    {
        if (_node is null)
        {
            var isRoot = entry.Path.Bytes.IsEmpty;
            _node = _root = RestoreNode.Root(place.Target, isRoot ? entry : null, _selection.IsAll);
            if (isRoot) return;
        }

        Leave(entry.Path);
        var taken = _selection.Takes(entry, _node.Taken);
        if (entry.Kind == EntryKind.Directory) Enter(entry, taken);
        else if (taken) await RestoreAsync(entry, cancellation);
    }

    private void Leave(EntryPath to)
    {
        while (_node != _root && (to.Bytes.IsEmpty || !_node.Holds(to)))
        {
            var left = _node;
            _node = left.Above!;
            left.Release(problems);
        }
    }

    private void Enter(Entry entry, bool taken)
    {
        _node = new RestoreNode(Parent(entry.Path), entry.Path, entry, taken);
        if (taken && (place.Options.DryRun || _node.Make(place.Replace, problems) is not null)) place.Counts.Done(entry);
        else if (taken) place.Counts.Failed();
    }

    // Folders that the listing does not name are made all the same.
    private RestoreNode Parent(EntryPath path)
    {
        var rest = path.Bytes[(_node.Path.Bytes.Length == 0 ? 0 : _node.Path.Bytes.Length + 1)..];
        for (int cut; (cut = rest.Span.IndexOf((byte)'/')) >= 0; rest = rest[(cut + 1)..])
            _node = new RestoreNode(_node, new EntryPath(path.Bytes[..(path.Bytes.Length - rest.Length + cut)]), null, _node.Taken);
        return _node;
    }

    private async ValueTask RestoreAsync(Entry entry, CancellationToken cancellation)
    {
        var node = Parent(entry.Path);
        if (place.Options.DryRun) place.Counts.Done(entry);
        else if (IsMark(entry)) problems.Note($"'{RestoreMark.Name}' of the snapshot is not restored: it marks a restore that was broken off.");
        else if (node.Make(place.Replace, problems) is not { } folder) place.Counts.Failed();
        else if (entry.Kind == EntryKind.File) await GiveAsync(new RestoreWork(entry, node, folder), cancellation);
        else if (entry.Kind == EntryKind.HardLink) await KeepAsync(new RestoreWork(entry, node, folder), cancellation);
        else Do(entry, () => folder.Make(RestoreNode.NameOf(entry.Path), entry, place.Replace, problems));
    }

    private async ValueTask GiveAsync(RestoreWork work, CancellationToken cancellation)
    {
        work.Node.Hold();
        Interlocked.Increment(ref _left);
        await _files.Writer.WriteAsync(work, cancellation);
    }

    // A further name can be made when the file is there: all at the end, or many at once.
    private async ValueTask KeepAsync(RestoreWork work, CancellationToken cancellation)
    {
        work.Node.Hold();
        _links.Add(work);
        if (_links.Count < LinksAtOnce) return;
        while (Interlocked.Read(ref _left) > 0) await Task.Delay(Look, place.Options.Time, cancellation);
        Link();
    }

    private void Link()
    {
        foreach (var (entry, node, folder) in _links)
        {
            Do(entry, () => folder.Link(RestoreNode.NameOf(entry.Path), EntryPath.Checked(entry.Target), place.Replace));
            node.Release(problems);
        }

        _links.Clear();
    }

    private void Do(Entry entry, Action make)
    {
        try
        {
            make();
            place.Counts.Done(entry);
        }
        catch (DiskFullException full)
        {
            throw place.Counts.Full(entry, full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StewardException { Kind: FailureKind.Invalid })
        {
            place.Counts.Failed();
            problems.Add($"'{Texts.Clip(entry.Path.ToString(), 400)}' is not restored: {failure.Message.TrimEnd('.')}.");
        }
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        await foreach (var work in _files.Reader.ReadAllAsync(cancellation))
        {
            await worker.RunAsync(work, place.Replace, cancellation);
            Interlocked.Decrement(ref _left);
        }
    }

    private static bool IsMark(Entry entry) => entry.Path == EntryPath.Of(RestoreMark.Name);
}

/// <summary>Where a restore goes.</summary>
/// <param name="Target">The folder.</param>
/// <param name="Replace">Whether something may be there already.</param>
/// <param name="Options">How.</param>
/// <param name="Counts">What is counted.</param>
internal sealed record RestorePlace(IRestoreFolder Target, bool Replace, RestoreOptions Options, RestoreCounts Counts);
