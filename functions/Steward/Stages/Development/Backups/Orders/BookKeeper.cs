using Microsoft.Extensions.Logging;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>
/// Changes books. A change and its evidence are written together, the evidence is then appended to the ledger and, where somebody must hear of it, told to the log; what a crash left
/// behind in between is appended with the next change or look. Two who change at once both succeed: the slower one reads again.
/// </summary>
public sealed partial class BookKeeper(IBookStore store, ILedger ledger, TimeProvider time, ILogger<BookKeeper> log)
{
    private const int Attempts = 20;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>All books.</summary>
    public async Task<IReadOnlyList<PlanBook>> ListAsync(CancellationToken cancellation) => [.. (await store.ListAsync(cancellation)).Select(s => s.Book)];

    /// <summary>The books of a runner.</summary>
    public async Task<IReadOnlyList<PlanBook>> ListAsync(string runner, CancellationToken cancellation) => [.. (await store.ListAsync(runner, cancellation)).Select(s => s.Book)];

    /// <summary>A book by its plan; NotFound when there is none in force.</summary>
    public async Task<PlanBook> RequireAsync(PlanKey key, CancellationToken cancellation) =>
        (await ListAsync(cancellation)).FirstOrDefault(b => b.Key == key && b.IsInForce)
        ?? throw StewardException.NotFound($"No plan '{key}' is in force. 'steward backups' shows those that are.");

    /// <summary>Changes a book; gives what the change gives. NotFound when there is no such book.</summary>
    internal Task<T> ChangeAsync<T>(string runner, PlanKey key, Func<BookEdit, T> change, CancellationToken cancellation) =>
        WriteAsync(runner, key, null, change, cancellation);

    /// <summary>The same, with a book for where there is none.</summary>
    internal Task<T> ChangeAsync<T>(PlanBook fresh, Func<BookEdit, T> change, CancellationToken cancellation) =>
        WriteAsync(fresh.Plan.Runner, fresh.Key, fresh, change, cancellation);

    /// <summary>Removes a book whose time is over; another's change keeps it.</summary>
    internal async Task RemoveAsync(PlanBook book, CancellationToken cancellation)
    {
        if (await store.FindAsync(book.Plan.Runner, book.Key, cancellation) is { Book.Outbox.Count: 0 } stored) await store.TryRemoveAsync(stored.Book, stored.Version, cancellation);
    }

    private async Task<T> WriteAsync<T>(string runner, PlanKey key, PlanBook? fresh, Func<BookEdit, T> change, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await store.FindAsync(runner, key, cancellation);
            if (stored?.Book.Outbox.Count > 0) stored = await FlushAsync(stored, cancellation);
            var before = stored?.Book ?? fresh ?? throw StewardException.NotFound($"No plan '{key}' is run by {runner}.");
            var edit = new BookEdit(before, time.GetUtcNow());
            var given = change(edit);
            var after = edit.Done();
            if (stored is not null && ReferenceEquals(after, before)) return given;
            if (!await store.TryWriteAsync(after, stored?.Version, cancellation)) continue;
            if (after.Outbox.Count > 0 && await store.FindAsync(runner, key, cancellation) is { } written) await FlushAsync(written, cancellation);
            return given;
        }

        throw new StewardException(FailureKind.Conflict, $"{key} is being changed by others all the time. Nothing of this was written; try again.");
    }

    // Evidence has its own ids: who flushes what another flushes at the same time appends nothing twice.
    private async Task<StoredBook?> FlushAsync(StoredBook stored, CancellationToken cancellation)
    {
        var book = stored.Book;
        if (book.Outbox.Count > 0) await ledger.AppendAsync(book.Ledger, book.Outbox, cancellation);
        if (!await store.TryWriteAsync(book with { Outbox = [] }, stored.Version, cancellation)) return await store.FindAsync(book.Plan.Runner, book.Key, cancellation);
        // Only who emptied it tells: once.
        foreach (var alarm in book.Outbox.Where(BackupEvidence.IsAlarm)) Alarm(alarm.Kind, alarm.Summary ?? "");
        return await store.FindAsync(book.Plan.Runner, book.Key, cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "{Kind}: {Sentence}")]
    private partial void Alarm(string kind, string sentence);
}
