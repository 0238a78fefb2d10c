using Steward.Engine;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>The clock, and the engine that runs what people ask for.</summary>
public sealed class DeskEngine(IOrchestrationClient engine, TimeProvider time)
{
    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Starts a run; the occasion makes a second start find the first.</summary>
    public Task<string> StartAsync(string occasion, CancellationToken cancellation) => engine.ScheduleNewOrchestrationInstanceAsync(
        AccessWorkflow.Name, new ScheduledRun(Now), new StartOrchestrationOptions($"{AccessPushHandler.Prefix}{occasion}"), cancellation);
}
