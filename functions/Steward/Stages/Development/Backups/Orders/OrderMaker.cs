using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>Orders what is due by a plan. Looking twice orders once.</summary>
internal static class OrderMaker
{
    // A drill is ordered when so much of its period is over: there is time for a second try before the gate is red.
    private const double DrillShare = 0.8;
    private static readonly TimeSpan LongestAgain = TimeSpan.FromDays(1);

    public static void Make(BookEdit edit, PlanTimes times)
    {
        if (!edit.Book.IsInForce || edit.Book.Problem is not null) return;
        MakeBackup(edit, times);
        if (NextDrill(edit.Book) is { } due && due <= edit.Now && edit.Book.OpenOf(OrderKind.Drill) is null) Add(edit, OrderKind.Drill, due, edit.Book.NewestBackup!.Snapshot);
    }

    /// <summary>When a drill is due next; null while there is nothing to drill.</summary>
    public static DateTimeOffset? NextDrill(PlanBook book)
    {
        if (book.NewestBackup is not { } backup) return null;
        var period = book.Plan.Ages.Drill;
        return book.NewestDrill switch
        {
            null => backup.EndedAt,
            { Outcome: RunOutcome.Done } drill => drill.EndedAt + (period * DrillShare),
            var red => red.EndedAt + (period / 5 < LongestAgain ? period / 5 : LongestAgain),
        };
    }

    private static void MakeBackup(BookEdit edit, PlanTimes times)
    {
        var book = edit.Book;
        if (Due(edit, times) is not { } due) return;
        var open = book.OpenOf(OrderKind.Backup);
        if (open?.Claim is not null) return; // It runs over its next time: that one is ordered at its end.
        if (open is not null) edit.Fail(open, RunOutcome.Missed, $"{book.Plan.Runner} did not come for it before the next one was due.");
        edit.Set(b => b with { LastDue = due });
        Add(edit, OrderKind.Backup, due, null);
    }

    private static DateTimeOffset? Due(BookEdit edit, PlanTimes times)
    {
        var book = edit.Book;
        var isFirst = book.Plan.When.AtOnce && book.LastDue == book.Since && book.NewestBackup is null && book.Open.Count == 0 && book.Past.Count == 0;
        return times.Newest(book.Key, book.Plan.When, book.LastDue, edit.Now) ?? (isFirst ? book.Since : null);
    }

    private static void Add(BookEdit edit, OrderKind kind, DateTimeOffset due, string? snapshot) =>
        edit.Add(new BackupOrder { Id = BackupOrder.IdFor(edit.Book.Key, kind, due), Kind = kind, DueAt = due, Snapshot = snapshot });
}
