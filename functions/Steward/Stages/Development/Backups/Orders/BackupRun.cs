namespace Steward.Stages.Development.Backups.Orders;

/// <summary>How an order ended.</summary>
public enum RunOutcome
{
    /// <summary>It was done; a drill found everything the same.</summary>
    Done,

    /// <summary>It was not, or a drill found differences.</summary>
    Failed,

    /// <summary>No runner came for it.</summary>
    Missed,
}

/// <summary>An order that ended.</summary>
/// <param name="Order">Its id.</param>
/// <param name="Kind">What it asked for.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Outcome">How.</param>
public sealed record BackupRun(string Order, OrderKind Kind, DateTimeOffset DueAt, DateTimeOffset EndedAt, RunOutcome Outcome)
{
    /// <summary>The attempt and instance that reported it; null: nobody did.</summary>
    public string? Fence { get; init; }

    /// <summary>When it was claimed; null: never.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The snapshot that was made, drilled or restored.</summary>
    public string? Snapshot { get; init; }

    /// <summary>How much it was; null: it is not known.</summary>
    public RunCounts? Counts { get; init; }

    /// <summary>One sentence when it was not done; it may name paths, and so stands here and not in the ledger.</summary>
    public string? Problem { get; init; }

    /// <summary>What was forgotten afterwards; null: nothing was to be, or the runner may not delete.</summary>
    public RunRetention? Retention { get; init; }
}

/// <summary>What was forgotten after a run; the ledger has the ids.</summary>
/// <param name="Forgotten">Snapshots.</param>
/// <param name="PacksRemoved">Packs that a prune removed.</param>
/// <param name="BytesRemoved">Their bytes.</param>
/// <param name="Problem">Why not all of it was done, one sentence; it may name paths.</param>
public sealed record RunRetention(long Forgotten, long PacksRemoved, long BytesRemoved, string? Problem)
{
    /// <summary>Earlier orders for which this run has told what was forgotten after them.</summary>
    public IReadOnlyList<string> For { get; init; } = [];
}

/// <summary>How much a run was. Names as <c>steward vault</c> has them.</summary>
/// <param name="Files">Files.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="NewBytes">Bytes that no earlier backup had.</param>
/// <param name="StoredBytes">Bytes written to the vault.</param>
/// <param name="Problems">What could not be read, or differs.</param>
public sealed record RunCounts(long Files, long Bytes, long NewBytes, long StoredBytes, long Problems);
