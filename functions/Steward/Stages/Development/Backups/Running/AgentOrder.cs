using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>An order as an agent gets it: all that it needs, and no secret.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Plan">The plan.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="What">What is backed up.</param>
/// <param name="Vault">The vault, by the agent's own name for it.</param>
public sealed record AgentOrder(string Id, OrderKind Kind, PlanKey Plan, DateTimeOffset DueAt, BackupSubject What, string Vault)
{
    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>The program that has claimed it; null: nobody has.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The claim's number; reports name it.</summary>
    public int Attempt { get; init; }

    /// <summary>The snapshot that is drilled or restored.</summary>
    public string? Snapshot { get; init; }

    /// <summary>What is restored where; null for other kinds.</summary>
    public RestoreTarget? Restore { get; init; }

    /// <summary>What is forgotten afterwards by an agent that may; null: nothing.</summary>
    public RetentionOrder? Retention { get; init; }

    internal static AgentOrder Of(PlanBook book, BackupOrder order) => new(order.Id, order.Kind, book.Key, order.DueAt, book.Plan.What, book.Plan.Vault)
    {
        Timeout = book.Plan.Patience.Timeout, ClaimedBy = order.Claim?.Instance, Attempt = order.Attempt, Snapshot = order.Snapshot, Restore = order.Restore, Retention = book.Retention,
    };
}

/// <summary>An agent's orders, oldest first.</summary>
/// <param name="Agent">The agent, as its token names it.</param>
/// <param name="Orders">The orders that have not ended.</param>
public sealed record AgentOrders(string Agent, IReadOnlyList<AgentOrder> Orders);

/// <summary>An agent claims an order.</summary>
/// <param name="Instance">The running program, 8 to 64 letters, digits and '-': each start is another one.</param>
public sealed record ClaimRequest(string Instance);

/// <summary>An agent says how far an order is.</summary>
/// <param name="Fence">Which claim speaks.</param>
/// <param name="Progress">How far; null: only that it lives.</param>
public sealed record ProgressReport(OrderFence Fence, OrderProgress? Progress);
