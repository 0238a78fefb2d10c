using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Showing;

/// <summary>How a plan stands.</summary>
public enum PlanState
{
    /// <summary>Its newest backup and drill are young enough.</summary>
    Proved,

    /// <summary>Its newest backup is young enough; no drill has proved one, or the newest is too old.</summary>
    Unproved,

    /// <summary>It has no backup yet, or the newest is too old.</summary>
    Missing,

    /// <summary>Its newest run failed, was missed, or its newest drill was red.</summary>
    Failed,

    /// <summary>It cannot be run.</summary>
    Wrong,
}

/// <summary>All plans in force, those first that somebody has to look at.</summary>
/// <param name="At">When this was true.</param>
/// <param name="Plans">The plans.</param>
public sealed record BackupReport(DateTimeOffset At, IReadOnlyList<PlanReport> Plans);

/// <summary>How one plan stands.</summary>
/// <param name="Plan">Its name among all.</param>
/// <param name="State">How it stands.</param>
/// <param name="Reason">One sentence.</param>
public sealed record PlanReport(PlanKey Plan, PlanState State, string Reason)
{
    /// <summary>Who runs it.</summary>
    public required string Runner { get; init; }

    /// <summary>What it backs up.</summary>
    public required BackupSubject What { get; init; }

    /// <summary>The vault.</summary>
    public required string Vault { get; init; }

    /// <summary>The newest successful backup.</summary>
    public BackupRun? Newest { get; init; }

    /// <summary>The newest drill.</summary>
    public BackupRun? Drill { get; init; }

    /// <summary>When it is due next.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>When a drill is due next.</summary>
    public DateTimeOffset? NextDrill { get; init; }

    /// <summary>Whether old snapshots are forgotten as the plan says, one sentence.</summary>
    public string Retention { get; init; } = "";

    /// <summary>What somebody has to look at although a young enough backup may be there: a runner that is late or has never come, a run that is stuck. One sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Orders that have not ended.</summary>
    public IReadOnlyList<BackupOrder> Orders { get; init; } = [];

    /// <summary>Ended runs, newest first; few where all plans are listed.</summary>
    public IReadOnlyList<BackupRun> Runs { get; init; } = [];
}
