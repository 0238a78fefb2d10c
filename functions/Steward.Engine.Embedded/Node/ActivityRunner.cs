using Microsoft.Extensions.DependencyInjection;
using Steward.Engine.Embedded.Run;

namespace Steward.Engine.Embedded.Node;

/// <summary>An activity that is to be run.</summary>
/// <param name="Instance">Who waits for it.</param>
/// <param name="Run">In which run.</param>
/// <param name="Step">The step.</param>
internal sealed record ActivityWork(Instance Instance, int Run, Step Step);

/// <summary>Runs activities: so many at a time, instances in turn, each in a scope of services of its own.</summary>
internal sealed class ActivityRunner(EngineParts parts) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FairQueue<ActivityWork> _queue = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>Runs an activity when there is a place; its answer is posted to the instance.</summary>
    public void Start(ActivityWork work)
    {
        lock (_lock)
        {
            _queue.Add(work.Instance.Id, work);
            if (_running == parts.Options.MaxConcurrentActivities || _stop.IsCancellationRequested) return;
            _running++;
        }

        // Without the caller's context: an activity belongs to its instance, not to the request that happened to start it.
        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.WorkAsync(), this, preferLocal: false);
    }

    /// <summary>Cancels what runs and waits until it has ended, but no longer than the token allows.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _stop.Cancel();
            if (_running == 0) _idle.TrySetResult();
        }

        await _idle.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task WorkAsync()
    {
        while (TryTake(out var work))
            if (await RunAsync(work) is { } answer) work.Instance.Post(answer);
    }

    private bool TryTake(out ActivityWork work)
    {
        lock (_lock)
        {
            work = null!;
            if (!_stop.IsCancellationRequested && _queue.TryTake(out work)) return true;
            if (--_running == 0 && _stop.IsCancellationRequested) _idle.TrySetResult();
            return false;
        }
    }

    /// <summary>Null: the stop cut it off, which is no failure; it is run again after the next start.</summary>
    private async Task<Message?> RunAsync(ActivityWork work)
    {
        using var scope = parts.Log.InstanceScope(work.Instance.Id);
        try
        {
            return new Message.Answered(work.Run, work.Step.Number, Bounded(work.Step, await CallAsync(work.Step)), null);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            return null;
        }
        catch (UnfitTaskException unfit)
        {
            return new Message.Answered(work.Run, work.Step.Number, null, Failures.Final(unfit.Type, unfit.Message));
        }
        catch (Exception failure)
        {
            parts.Log.ActivityFailed(failure, work.Step.Name, work.Step.Attempts + 1);
            return new Message.Answered(work.Run, work.Step.Number, null, Failures.From(failure));
        }
    }

    private async Task<string?> CallAsync(Step step)
    {
        if (!parts.Catalog.Activities.TryGetValue(step.Name, out var activity))
            throw new UnfitTaskException("UnknownActivity", $"There is no activity '{step.Name}' in this program. Register it, then rewind this instance.");
        await using var scope = parts.Services.CreateAsyncScope();
        return await activity.RunAsync(scope.ServiceProvider, step.Input, _stop.Token);
    }

    private string? Bounded(Step step, string? result) => result is null || result.Length <= parts.Options.MaxPayload
        ? result
        : throw new UnfitTaskException("ResultTooLarge", $"The result of {step} has {result.Length} characters; at most {parts.Options.MaxPayload} are allowed.");
}

/// <summary>A task that no attempt can help.</summary>
internal sealed class UnfitTaskException(string type, string message) : Exception(message)
{
    /// <summary>Its failure type.</summary>
    public string Type => type;
}
