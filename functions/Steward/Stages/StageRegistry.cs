using Steward.Gates;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Stages;

/// <summary>What a capability's orchestration is given for a change.</summary>
/// <param name="Change">The product and the pushed commit.</param>
/// <param name="Before">The head before the push; none when the branch is new or its beginning is not known.</param>
public sealed record StageRequest(ChangeId Change, CommitSha Before);

/// <summary>An orchestration that is run for every change.</summary>
/// <param name="Stage">Its stage.</param>
/// <param name="Capability">The capability's name.</param>
/// <param name="Orchestrator">The orchestrator's name; its input is a <see cref="StageRequest"/>.</param>
public sealed record StageStep(Stage Stage, string Capability, string Orchestrator);

/// <summary>An orchestration that a timer starts. Both hosts read the same table of schedules.</summary>
/// <param name="Name">Its name, also the prefix of the instance ids: <c>name:2026-11-23T02:00Z</c>.</param>
/// <param name="Cron">Five fields, UTC.</param>
/// <param name="Orchestrator">The orchestrator's name; its input is a <see cref="ScheduledRun"/>.</param>
/// <param name="CatchUp">Whether a run that was missed while no host was up is made up for (once).</param>
public sealed record Schedule(string Name, string Cron, string Orchestrator, bool CatchUp);

/// <summary>The input of a scheduled orchestration.</summary>
/// <param name="DueAt">When it was due, UTC.</param>
public sealed record ScheduledRun(DateTimeOffset DueAt);

/// <summary>All that capabilities registered. Filled once at start, then only read.</summary>
public sealed class StageRegistry
{
    /// <summary>The orchestrations run for every change, in the order of registration.</summary>
    public IList<StageStep> OnChange { get; } = [];

    /// <summary>The criteria of the gate for changes.</summary>
    public GateCriteria Criteria { get; } = [];

    /// <summary>The criteria that releases are judged by, beside those for changes.</summary>
    public ReleaseCriteria ReleaseCriteria { get; } = [];

    /// <summary>The sections of the policy: the gate's own, and those of capabilities.</summary>
    public PolicySections Sections { get; } = [GatePolicy.Section];

    /// <summary>The algorithms that handle files.</summary>
    public IList<Processor> Processors { get; } = [];

    /// <summary>The schedules.</summary>
    public IList<Schedule> Schedules { get; } = [];
}
