using Steward.Kernel;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>What an order asks for.</summary>
public enum OrderKind
{
    /// <summary>A backup.</summary>
    Backup,

    /// <summary>A restore into an empty place, with comparison.</summary>
    Drill,

    /// <summary>A restore that somebody asked for.</summary>
    Restore,
}

/// <summary>Something that a runner is to do, once.</summary>
public sealed record BackupOrder
{
    /// <summary>Its id: made of plan, kind and due time, so that looking twice orders once.</summary>
    public required string Id { get; init; }

    /// <summary>What it asks for.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How often it was claimed; the claim that is in force has this number, and older ones say nothing any more.</summary>
    public int Attempt { get; init; }

    /// <summary>Who runs it; null: nobody yet, or nobody any more.</summary>
    public OrderClaim? Claim { get; init; }

    /// <summary>Whether it was named late.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether it was named stuck.</summary>
    public bool IsStuck { get; init; }

    /// <summary>The snapshot that is drilled or restored; null: the newest.</summary>
    public string? Snapshot { get; init; }

    /// <summary>What is restored where; null for other kinds.</summary>
    public RestoreTarget? Restore { get; init; }

    /// <summary>The id of an order.</summary>
    public static string IdFor(PlanKey plan, OrderKind kind, string occasion) => Digest.Sha256($"backup order\n{plan}\n{kind}\n{occasion}")[..32];

    /// <summary>The id of an order that is due at a time.</summary>
    public static string IdFor(PlanKey plan, OrderKind kind, DateTimeOffset due) => IdFor(plan, kind, $"{due.UtcDateTime:O}");
}

/// <summary>Who runs an order.</summary>
/// <param name="Instance">The running program: each start of an agent is another one.</param>
/// <param name="At">Since when.</param>
/// <param name="ContactAt">When it was heard of last.</param>
/// <param name="MovedAt">When it came further last.</param>
public sealed record OrderClaim(string Instance, DateTimeOffset At, DateTimeOffset ContactAt, DateTimeOffset MovedAt)
{
    /// <summary>How far it is; null: it has not said.</summary>
    public OrderProgress? Progress { get; init; }
}

/// <summary>How far an order is.</summary>
/// <param name="Files">Files done.</param>
/// <param name="Bytes">Bytes done.</param>
/// <param name="TotalBytes">All bytes; null: not known.</param>
/// <param name="Doing">What is done now, a few words.</param>
public sealed record OrderProgress(long Files, long Bytes, long? TotalBytes, string? Doing);

/// <summary>What a restore writes where.</summary>
/// <param name="Target">The folder or database on the runner; for one in place: where the backup was taken.</param>
/// <param name="InPlace">Whether it goes over what is there.</param>
/// <param name="Include">Paths of the snapshot; empty: all.</param>
/// <param name="Request">The request that it carries out.</param>
public sealed record RestoreTarget(string Target, bool InPlace, IReadOnlyList<string> Include, string Request);
