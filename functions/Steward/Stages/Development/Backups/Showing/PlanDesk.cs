using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups.Showing;

/// <summary>Shows people the plans, and orders one now when asked.</summary>
public sealed class PlanDesk(BookKeeper keeper, PlanTimes times, CloudOrders cloud)
{
    private const int Few = 30;

    /// <summary>All plans in force within a caller's reach.</summary>
    public async Task<BackupReport> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        var books = (await keeper.ListAsync(cancellation)).Where(b => b.IsInForce && Reach.Covers(caller.Reach, b.Ledger));
        return new BackupReport(keeper.Now, [.. books.Select(b => Of(b, Few)).OrderByDescending(p => p.State).ThenBy(p => p.Plan.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>One plan with all runs that are kept. NotFound when it is not in force, or out of the caller's reach.</summary>
    public async Task<PlanReport> ShowAsync(string plan, Caller caller, CancellationToken cancellation) => Of(await RequireAsync(plan, caller, cancellation), PlanBook.MaxPast);

    /// <summary>Orders a backup or a drill now; one that is open already is that one.</summary>
    public async Task<BackupOrder> OrderAsync(string plan, bool drill, Caller caller, CancellationToken cancellation)
    {
        var book = await RequireAsync(plan, caller, cancellation);
        if (book.Problem is { } problem) throw StewardException.Invalid($"{book.Key} cannot be run: {problem}");
        if (drill && book.NewestBackup is null) throw StewardException.Invalid($"{book.Key} has no backup yet that could be drilled.");
        var order = await keeper.ChangeAsync(book.Plan.Runner, book.Key, edit => Order(edit, drill ? OrderKind.Drill : OrderKind.Backup), cancellation);
        if (book.Plan.Runner == BackupPlan.Cloud) await cloud.StartAsync(book.Key, [order], cancellation);
        return order;
    }

    /// <summary>Looks after the backups now instead of within five minutes; gives the orchestration that does.</summary>
    public async Task<LookAsked> LookAsync(CancellationToken cancellation) => new(await cloud.LookAsync(keeper.Now, cancellation));

    private static BackupOrder Order(BookEdit edit, OrderKind kind)
    {
        if (edit.Book.OpenOf(kind) is { } open) return open;
        var order = new BackupOrder { Id = BackupOrder.IdFor(edit.Book.Key, kind, edit.Now), Kind = kind, DueAt = edit.Now, Snapshot = kind == OrderKind.Drill ? edit.Book.NewestBackup?.Snapshot : null };
        edit.Add(order);
        return order;
    }

    private async Task<PlanBook> RequireAsync(string plan, Caller caller, CancellationToken cancellation)
    {
        var book = await keeper.RequireAsync(PlanKey.Parse(plan), cancellation);
        return Reach.Covers(caller.Reach, book.Ledger) ? book : throw StewardException.NotFound($"No plan '{book.Key}' is in force within the reach of {caller.Name}.");
    }

    private PlanReport Of(PlanBook book, int runs)
    {
        var (state, reason) = StateOf(book, keeper.Now);
        return new PlanReport(book.Key, state, reason)
        {
            Runner = book.Plan.Runner, What = book.Plan.What, Vault = book.Plan.Vault, Newest = book.NewestBackup, Drill = book.NewestDrill,
            NextDue = book.Problem is null ? times.Next(book.Key, book.Plan.When, keeper.Now) : null, NextDrill = OrderMaker.NextDrill(book), Orders = book.Open, Retention = RetentionText.Of(book), Warnings = PlanWarnings.Of(book), Runs = [.. book.Past.Take(runs)],
        };
    }

    private static (PlanState, string) StateOf(PlanBook book, DateTimeOffset now)
    {
        if (book.Problem is { } problem) return (PlanState.Wrong, problem);
        if (book.Past.FirstOrDefault(r => r.Kind == OrderKind.Backup) is { Outcome: not RunOutcome.Done } last) return (PlanState.Failed, last.Problem ?? "The newest run was not done.");
        if (book.NewestDrill is { Outcome: not RunOutcome.Done } red) return (PlanState.Failed, $"The newest drill was red: {red.Problem}");
        if (book.NewestBackup is not { } newest) return (PlanState.Missing, "There is no backup yet.");
        if (now - newest.EndedAt >= book.Plan.Ages.Backup) return (PlanState.Missing, $"The newest backup is older than {book.Plan.Ages.Backup.TotalHours:0.#} hours.");
        return book.NewestDrill is { } drill && now - drill.EndedAt < book.Plan.Ages.Drill
            ? (PlanState.Proved, "Backed up, and restored for trial.")
            : (PlanState.Unproved, "No drill has proved a backup in the time that the plan asks for.");
    }
}

/// <summary>A look after the backups that was asked for.</summary>
/// <param name="Orchestration">The orchestration that looks.</param>
public sealed record LookAsked(string Orchestration);
