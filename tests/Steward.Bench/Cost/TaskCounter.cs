using System.Diagnostics;
using Steward.Engine;

namespace Steward.Bench.Cost;

/// <summary>Counts the tasks that are run, and for how long.</summary>
internal sealed class TaskCounter
{
    private long _orchestrations;
    private long _activities;
    private long _ticks;
    private int _running;

    /// <summary>Orchestrations begun.</summary>
    public long Orchestrations => Interlocked.Read(ref _orchestrations);

    /// <summary>Activities run.</summary>
    public long Activities => Interlocked.Read(ref _activities);

    /// <summary>Seconds in which activities ran, each for itself.</summary>
    public double Seconds => Interlocked.Read(ref _ticks) / (double)Stopwatch.Frequency;

    /// <summary>Whether one is running.</summary>
    public bool IsBusy => Volatile.Read(ref _running) > 0;

    /// <summary>The same tasks, counted.</summary>
    public TaskCatalog On(TaskCatalog catalog)
    {
        var counted = new TaskCatalog();
        foreach (var orchestrator in catalog.Orchestrators.Values)
        {
            counted.Add(new OrchestratorRegistration(orchestrator.Name, (context, input) =>
            {
                Interlocked.Increment(ref _orchestrations);
                return orchestrator.RunAsync(context, input);
            }));
        }

        foreach (var activity in catalog.Activities.Values)
            counted.Add(new ActivityRegistration(activity.Name, (services, input, cancellation) => RunAsync(activity, services, input, cancellation)));
        return counted;
    }

    private async Task<string?> RunAsync(ActivityRegistration activity, IServiceProvider services, string? input, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _activities);
        Interlocked.Increment(ref _running);
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await activity.RunAsync(services, input, cancellation);
        }
        finally
        {
            Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - start);
            Interlocked.Decrement(ref _running);
        }
    }
}
