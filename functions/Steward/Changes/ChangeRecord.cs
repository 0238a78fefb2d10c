using Steward.Gates;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>How far a change is.</summary>
public enum ChangeState
{
    /// <summary>Its stages are running.</summary>
    Running,

    /// <summary>Something announced is still awaited; the verdict shown is the one of now.</summary>
    Waiting,

    /// <summary>Decided. Later evidence can reopen it.</summary>
    Decided,
}

/// <summary>What people are shown of a change.</summary>
public sealed record ChangeRecord
{
    /// <summary>The product and the pushed commit.</summary>
    public required ChangeId Id { get; init; }

    /// <summary>The branch or tag that was pushed: <c>refs/heads/main</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>The head before; none when not known.</summary>
    public required CommitSha Before { get; init; }

    /// <summary>Who pushed: <c>github:login</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The first line of the commit's message.</summary>
    public string? Title { get; init; }

    /// <summary>When the push was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How far it is.</summary>
    public required ChangeState State { get; init; }

    /// <summary>The verdict tree; null before the first decision.</summary>
    public VerdictNode? Tree { get; init; }

    /// <summary>When it was last decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What its last decision knew; null before the first one.</summary>
    public KnownEvidence? Known { get; init; }
}

/// <summary>The newest evidence that a decision knew, by index in the ledger; -1: none.</summary>
/// <param name="OfCommit">About the commit.</param>
/// <param name="OfProduct">About the product.</param>
public sealed record KnownEvidence(long OfCommit, long OfProduct);

/// <summary>The changes of a product, for people. What counts is the ledger; this is its newest picture.</summary>
public interface IChangeStore
{
    /// <summary>Writes a record over the one before.</summary>
    Task PutAsync(ChangeRecord change, CancellationToken cancellation);

    /// <summary>A change, or null.</summary>
    Task<ChangeRecord?> GetAsync(ChangeId id, CancellationToken cancellation);

    /// <summary>The changes of a product, newest first.</summary>
    IAsyncEnumerable<ChangeRecord> ListAsync(ProductId product, CancellationToken cancellation);

    /// <summary>The changes of a product that are older than a place, newest first. The place's own change need not be there any more.</summary>
    IAsyncEnumerable<ChangeRecord> ListAsync(ProductId product, ChangePlace after, CancellationToken cancellation);
}
