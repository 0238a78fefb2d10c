using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Node;

/// <summary>
/// The time in which this node is the active one, and all that it holds then. When it ends, all of it is thrown away: the next tenure,
/// here or elsewhere, begins from the journal.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and its token is still read when all else has ended.")]
internal sealed class Tenure
{
    private readonly Journal.Journal _journal;
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _loading = new(16);
    private readonly List<Stripe> _stripes = [];

    private Tenure(EngineParts parts, Journal.Journal journal)
    {
        (Parts, _journal) = (parts, journal);
        Agenda = new Agenda(parts.Time);
        Activities = new ActivityRunner(parts);
        Subs = new SubOrchestrations(this);
        Eraser = new Eraser(this);
        Births = new Births(this);
    }

    /// <summary>The node's parts.</summary>
    public EngineParts Parts { get; }

    /// <summary>What is due when.</summary>
    public Agenda Agenda { get; }

    /// <summary>Runs activities.</summary>
    public ActivityRunner Activities { get; }

    /// <summary>Runs sub-orchestrations.</summary>
    public SubOrchestrations Subs { get; }

    /// <summary>Removes rows.</summary>
    public Eraser Eraser { get; }

    /// <summary>Creates instances.</summary>
    public Births Births { get; }

    /// <summary>Keeps verbs that rewrite an ended instance apart from each other.</summary>
    public InstanceLocks Locks { get; } = new();

    /// <summary>Reads the journal.</summary>
    public JournalReader Reader => _journal.Reader;

    /// <summary>Cancelled when it ends.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Completes with the reason when another node has taken over.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>How many instances have not ended.</summary>
    public int Unfinished => _instances.Count;

    /// <summary>Takes the fences, then loads what has not ended: from the first fence on, nothing of the node before can change it.</summary>
    public static async Task<Tenure> BeginAsync(EngineParts parts, Journal.Journal journal, string owner, CancellationToken cancellation)
    {
        var tenure = new Tenure(parts, journal);
        try
        {
            var setting = new StripeSetting(parts.Time, parts.Log, reason => tenure._lost.TrySetResult(reason));
            for (var i = 0; i < journal.Stripes; i++)
            {
                var fence = await Fence.TakeAsync(journal.Table, RowKeys.Partition(i), owner, cancellation);
                tenure._stripes.Add(new Stripe(journal.Table, fence, setting));
            }

            foreach (var stripe in tenure._stripes)
                await foreach (var header in journal.Reader.UnfinishedAsync(stripe.Partition, cancellation)) tenure.Add(header);
            return tenure;
        }
        catch
        {
            await tenure.EndAsync(TimeSpan.Zero);
            throw;
        }
    }

    /// <summary>Lets the loaded instances go on.</summary>
    public void Run()
    {
        foreach (var instance in _instances.Values) instance.Begin(fresh: false);
    }

    /// <summary>The writer for an instance.</summary>
    public Stripe StripeOf(string id) => _stripes[RowKeys.StripeOf(id, _journal.Stripes)];

    /// <summary>An unfinished instance, or null.</summary>
    public Instance? Find(string id) => _instances.GetValueOrDefault(id);

    /// <summary>Takes in an instance whose header was just written.</summary>
    public Instance Adopt(Header header, bool fresh)
    {
        var instance = Add(header);
        instance.Begin(fresh);
        return instance;
    }

    /// <summary>An instance has ended.</summary>
    public void Forget(Instance instance) => _instances.TryRemove(new KeyValuePair<string, Instance>(instance.Id, instance));

    /// <summary>Runs a storage call until the storage answers or the tenure ends.</summary>
    public async Task<T> Patient<T>(Func<CancellationToken, Task<T>> call)
    {
        var backoff = new Backoff(Parts.Time);
        while (true)
        {
            try
            {
                return await call(_stop.Token);
            }
            catch (Exception failure) when (StorageFaults.IsTransient(failure) && !_stop.IsCancellationRequested)
            {
                await backoff.PauseAsync(_stop.Token);
            }
        }
    }

    /// <summary>The header of an instance that has ended, once this node has let go of it; null when it has not ended or is not there.</summary>
    public async Task<Header?> FindEndedAsync(string id)
    {
        if (await Patient(stop => Reader.FindAsync(id, stop)) is not { Ended: true } header) return null;
        // Its last commit is done, its last breath perhaps not.
        if (Find(id) is { } ending) await ending.Ended.WaitAsync(Stopping);
        return header;
    }

    /// <summary>The history of an instance's run. Not too many at a time: after a takeover all instances ask at once.</summary>
    public async Task<List<HistoryEvent>> HistoryAsync(Header header)
    {
        await _loading.WaitAsync(Stopping);
        try
        {
            return await Patient(stop => Reader.HistoryAsync(header.Id, header.Run, stop));
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Ends it. Activities and writes under way get some time.</summary>
    public async Task EndAsync(TimeSpan grace)
    {
        using var patience = new CancellationTokenSource(grace, Parts.Time);
        Agenda.Dispose();
        await Activities.StopAsync(patience.Token);
        await _stop.CancelAsync();
        await using var abort = patience.Token.Register(() => _stripes.ForEach(stripe => stripe.Abort()));
        foreach (var stripe in _stripes) await stripe.DisposeAsync();
        Activities.Dispose();
    }

    private Instance Add(Header header) => _instances.GetOrAdd(header.Id, _ => new Instance(this, header));
}
