using Azure.Storage.Blobs;
using Steward.Engine.Embedded.Client;
using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Node;

/// <summary>Competes for the lease, holds a tenure while it has it, and begins again when it has lost it.</summary>
internal sealed class NodeLoop(EngineParts parts, JournalSource source) : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _whenActive = New();
    private CancellationTokenSource? _stop;
    private Task _loop = Task.CompletedTask;
    private volatile Tenure? _active;
    // A node that has not seen yet whether another one is active, or is loading, lets its callers wait a little.
    private volatile bool _isStandby = true;

    /// <summary>The tenure, while active.</summary>
    public Tenure? Active => _active;

    /// <summary>Completes when active.</summary>
    public Task WhenActive
    {
        get
        {
            lock (_lock) return _whenActive.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop?.Dispose();

    /// <summary>Begins.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_stop is not null) return;
            _isStandby = false;
            var stop = _stop = new CancellationTokenSource();
            using var nobody = ExecutionContext.SuppressFlow();
            _loop = Task.Run(() => LoopAsync(stop.Token), CancellationToken.None);
        }
    }

    /// <summary>Ends.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        CancellationTokenSource? stop;
        lock (_lock) (stop, _stop) = (_stop, null);
        if (stop is null) return;
        await stop.CancelAsync();
        await _loop.WaitAsync(cancellation);
        stop.Dispose();
    }

    /// <summary>The tenure; throws Unavailable where another node is active.</summary>
    public async Task<Tenure> RequireActiveAsync(CancellationToken cancellation)
    {
        if (_active is null && !_isStandby) await WhenActive.WaitAsync(cancellation);
        return _active ?? throw Bounded.Standby();
    }

    private async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await CompeteAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                parts.Log.ActivationFailed(failure);
            }

            if (!stop.IsCancellationRequested)
                await Task.Delay(parts.Options.StandbyPoll, parts.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _isStandby = true;
    }

    private async Task CompeteAsync(CancellationToken stop)
    {
        var journal = await source.OpenAsync(stop);
        var container = await parts.Options.Container().WaitAsync(stop);
        var lease = await AcquireAsync(container, stop);
        if (lease is null)
        {
            _isStandby = true;
            return;
        }

        try
        {
            _isStandby = false;
            await HoldAsync(lease, journal, stop);
        }
        finally
        {
            using var patience = new CancellationTokenSource(parts.Options.StopTimeout, parts.Time);
            await lease.ReleaseAsync(patience.Token);
        }
    }

    private async Task<Lease?> AcquireAsync(BlobContainerClient container, CancellationToken stop)
    {
        var (memory, duration) = (parts.Options.LeaseMemory, parts.Options.LeaseDuration);
        var lease = await Lease.TryAcquireAsync(container, duration, stop);
        if (lease is null && memory?.Predecessor is { } dead)
        {
            await Lease.ReleaseAsync(container, dead, stop);
            lease = await Lease.TryAcquireAsync(container, duration, stop);
        }

        if (lease is not null) memory?.Remember(lease.Id);
        return lease;
    }

    private async Task HoldAsync(Lease lease, Journal.Journal journal, CancellationToken stop)
    {
        var tenure = await Tenure.BeginAsync(parts, journal, lease.Id, stop);
        var reason = "it was stopped";
        try
        {
            // The lease may have run out while this node slept between taking it and taking the fences.
            if (!await lease.RenewAsync(stop)) throw new NotActiveException("Another node took the lease while this one was starting.");
            Publish(tenure);
            reason = await UntilLostAsync(lease, tenure, stop);
        }
        finally
        {
            Withdraw(stop.IsCancellationRequested ? "it was stopped" : reason);
            await tenure.EndAsync(stop.IsCancellationRequested ? parts.Options.StopTimeout : TimeSpan.Zero);
        }
    }

    private async Task<string> UntilLostAsync(Lease lease, Tenure tenure, CancellationToken stop)
    {
        while (true)
        {
            var tick = Task.Delay(parts.Options.LeaseDuration / 3, parts.Time, stop);
            if (await Task.WhenAny(tick, tenure.Lost) == tenure.Lost) return await tenure.Lost;
            await tick;
            if (!await TryRenewAsync(lease, stop)) return "another node has the lease";
        }
    }

    /// <summary>
    /// A storage that does not answer takes the lease from nobody: this node stays active and its writes wait. Should another node have
    /// taken over meanwhile, the fence refuses them.
    /// </summary>
    private async Task<bool> TryRenewAsync(Lease lease, CancellationToken stop)
    {
        try
        {
            return await lease.RenewAsync(stop);
        }
        catch (Exception failure) when (StorageFaults.IsTransient(failure))
        {
            parts.Log.RenewFailed(failure);
            return true;
        }
    }

    private void Publish(Tenure tenure)
    {
        parts.Log.Activated(tenure.Unfinished);
        _active = tenure;
        tenure.Run();
        lock (_lock) _whenActive.TrySetResult();
    }

    private void Withdraw(string reason)
    {
        if (_active is null) return;
        (_active, _isStandby) = (null, true);
        lock (_lock) _whenActive = New();
        parts.Log.Deactivated(reason);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
