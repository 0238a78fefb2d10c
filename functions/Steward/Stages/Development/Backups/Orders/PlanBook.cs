using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>All that is known of one plan: it is written as a whole, with the evidence that its change leaves, so that nothing is lost between the two.</summary>
public sealed record PlanBook
{
    /// <summary>The most ended orders that are kept here; the ledger has all.</summary>
    public const int MaxPast = 120;

    /// <summary>The plan's name among all.</summary>
    public required PlanKey Key { get; init; }

    /// <summary>The plan as it is in force.</summary>
    public required BackupPlan Plan { get; init; }

    /// <summary>The product in whose ledger its evidence stands.</summary>
    public required ProductId Ledger { get; init; }

    /// <summary>Since when it is in force.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The newest due time of a backup that was ordered or let go by.</summary>
    public required DateTimeOffset LastDue { get; init; }

    /// <summary>When it was taken out of its file; null: it stands there.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Why nothing is ordered although it stands there, one sentence; null: all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>Orders that have not ended.</summary>
    public IReadOnlyList<BackupOrder> Open { get; init; } = [];

    /// <summary>Orders that have, newest first.</summary>
    public IReadOnlyList<BackupRun> Past { get; init; } = [];

    /// <summary>The newest successful backup; it stays when <see cref="Past"/> forgets it.</summary>
    public BackupRun? NewestBackup { get; init; }

    /// <summary>The newest drill that ended in any way.</summary>
    public BackupRun? NewestDrill { get; init; }

    /// <summary>The newest drill that was green.</summary>
    public BackupRun? NewestProof { get; init; }

    /// <summary>Restores that were asked for, newest first.</summary>
    public IReadOnlyList<RestoreRequest> Requests { get; init; } = [];

    /// <summary>Evidence that is not yet in the ledger.</summary>
    public IReadOnlyList<Evidence> Outbox { get; init; } = [];

    /// <summary>What a runner that may delete forgets after its next run; null before the first green drill.</summary>
    [JsonIgnore]
    public RetentionOrder? Retention => NewestProof?.Snapshot is { } proved
        ? new RetentionOrder(Plan.Keep, proved, [.. new[] { proved, NewestBackup?.Snapshot }.Concat(Open.Select(o => o.Snapshot)).Concat(Requests.Where(IsWaiting).Select(r => r.Wish.Snapshot)).OfType<string>().Distinct(StringComparer.Ordinal)])
        {
            Told = [.. Past.Where(r => r.Retention is not null).SelectMany(r => r.Retention!.For.Append(r.Order)).Distinct(StringComparer.Ordinal)],
        }
        : null;

    /// <summary>The open order of a kind; null: none.</summary>
    public BackupOrder? OpenOf(OrderKind kind) => Open.FirstOrDefault(o => o.Kind == kind);

    /// <summary>True while it stands in its file.</summary>
    [JsonIgnore]
    public bool IsInForce => RetiredAt is null;

    private static bool IsWaiting(RestoreRequest request) => request.State is RequestState.Asked or RequestState.Approved;
}

/// <summary>A book as it is stored.</summary>
/// <param name="Book">The book.</param>
/// <param name="Version">Its version: a write names the one that it replaces.</param>
public sealed record StoredBook(PlanBook Book, string Version);

/// <summary>Where books are kept: by runner, since runners ask for theirs.</summary>
/// <remarks>Errors: Invalid for a book that is too large, Unavailable when storage does not answer.</remarks>
public interface IBookStore
{
    /// <summary>All books, by runner and plan.</summary>
    Task<IReadOnlyList<StoredBook>> ListAsync(CancellationToken cancellation);

    /// <summary>The books of a runner, by plan.</summary>
    Task<IReadOnlyList<StoredBook>> ListAsync(string runner, CancellationToken cancellation);

    /// <summary>One book; null: none.</summary>
    Task<StoredBook?> FindAsync(string runner, PlanKey key, CancellationToken cancellation);

    /// <summary>Writes a book over a version (null: there must be none). False when another was faster.</summary>
    Task<bool> TryWriteAsync(PlanBook book, string? version, CancellationToken cancellation);

    /// <summary>Removes a book at a version. False when another was faster.</summary>
    Task<bool> TryRemoveAsync(PlanBook book, string version, CancellationToken cancellation);
}
