using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Requests;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>Changes one book in memory, and notes the evidence of it.</summary>
internal sealed class BookEdit(PlanBook book, DateTimeOffset now)
{
    private readonly List<Evidence> _told = [];

    /// <summary>The book as it is now.</summary>
    public PlanBook Book { get; private set; } = book;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The book with its evidence, to be written.</summary>
    public PlanBook Done() => _told.Count == 0 ? Book : Book with { Outbox = [.. Book.Outbox, .. _told] };

    /// <summary>Changes what is not an order.</summary>
    public void Set(Func<PlanBook, PlanBook> change) => Book = change(Book);

    /// <summary>Tells of something.</summary>
    public void Tell(Happening happening) => _told.Add(BackupEvidence.Of(Book, happening, now));

    /// <summary>Brings the plan in line with its file. What changes nothing leaves the book as it is.</summary>
    public bool Declare(PlannedPlan plan, string? problem)
    {
        var isSame = Book.IsInForce && Book.Problem == problem && Book.Ledger == plan.Ledger && Json.Write(Book.Plan) == Json.Write(plan.Plan);
        if (isSame) return false;
        // What was due while it did not stand there is not made up for.
        var lastDue = Book.IsInForce ? Book.LastDue : now;
        Book = Book with { Plan = plan.Plan, Ledger = plan.Ledger, Problem = problem, RetiredAt = null, LastDue = lastDue };
        return true;
    }

    /// <summary>Takes the plan out of force.</summary>
    public bool Retire()
    {
        if (!Book.IsInForce) return false;
        Book = Book with { RetiredAt = now };
        return true;
    }

    /// <summary>Adds an order; one that is there, open or ended, stays as it is.</summary>
    public void Add(BackupOrder order)
    {
        if (Book.Open.Any(o => o.Id == order.Id) || Book.Past.Any(r => r.Order == order.Id)) return;
        Book = Book with { Open = [.. Book.Open, order] };
    }

    /// <summary>Changes an open order.</summary>
    public void Replace(BackupOrder order) => Book = Book with { Open = [.. Book.Open.Select(o => o.Id == order.Id ? order : o)] };

    /// <summary>Ends an order, and tells it.</summary>
    public void End(BackupOrder order, BackupRun run)
    {
        Book = Book with
        {
            Open = [.. Book.Open.Where(o => o.Id != order.Id)],
            Past = [.. Book.Past.Prepend(run).Take(PlanBook.MaxPast)],
            NewestBackup = run is { Kind: OrderKind.Backup, Outcome: RunOutcome.Done } ? run : Book.NewestBackup,
            NewestDrill = run.Kind == OrderKind.Drill ? run : Book.NewestDrill,
            NewestProof = run is { Kind: OrderKind.Drill, Outcome: RunOutcome.Done } ? run : Book.NewestProof,
        };
        if (order.Restore is { } restore) Carried(restore.Request, run);
        Tell(RunText.Of(Book, order, run) with { Details = DetailsOf(run) });
    }

    /// <summary>Ends an order without a report of it.</summary>
    public void Fail(BackupOrder order, RunOutcome outcome, string problem) => End(order, new BackupRun(order.Id, order.Kind, order.DueAt, now, outcome)
    {
        StartedAt = order.Claim?.At, Snapshot = order.Snapshot, Problem = problem,
    });

    /// <summary>Changes a request.</summary>
    public void Replace(RestoreRequest request) => Book = Book with { Requests = [.. Book.Requests.Select(r => r.Id == request.Id ? request : r)] };

    private void Carried(string request, BackupRun run)
    {
        if (Book.Requests.FirstOrDefault(r => r.Id == request) is { } carried)
            Replace(carried with { State = run.Outcome == RunOutcome.Done ? RequestState.Done : RequestState.Failed });
    }

    private static JsonObject DetailsOf(BackupRun run)
    {
        var details = new JsonObject { ["order"] = run.Order, ["due"] = run.DueAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), ["snapshot"] = Texts.Clip(run.Snapshot, 64) };
        if (run.Counts is not { } counts) return details;
        (details["files"], details["bytes"], details["newBytes"], details["storedBytes"], details["problems"]) = (counts.Files, counts.Bytes, counts.NewBytes, counts.StoredBytes, counts.Problems);
        return details;
    }
}
