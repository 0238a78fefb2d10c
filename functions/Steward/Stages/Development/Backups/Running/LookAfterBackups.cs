using Steward.Engine;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Brings the books in line with the plans in force, orders what is due, names what is late, missed or stuck, and starts what Steward runs itself. Says how many orders are open.</summary>
public sealed class LookAfterBackups(PlanCatalog catalog, PlannedLedger planned, BookKeeper keeper, PlanTimes times, CloudOrders cloud) : IActivity<ScheduledRun, int>
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public static string Name => "LookAfterBackups";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var (scopes, books) = (await catalog.ReadAsync(cancellation), await keeper.ListAsync(cancellation));
        if (books.Count == 0 && scopes.All(s => s.Problem is null && s.Plans is { Count: 0 })) return 0;
        foreach (var scope in scopes.Where(s => s.Plans is not { Count: 0 } || books.Any(b => b.Key.Scope == s.Scope))) await planned.TellAsync(scope, cancellation);
        var inForce = scopes.SelectMany(s => s.Plans ?? []).ToDictionary(p => p.Key);
        var read = scopes.Where(s => s.Plans is not null).Select(s => s.Scope).ToHashSet(StringComparer.Ordinal);
        foreach (var plan in inForce.Values) await DeclareAsync(plan, books, cancellation);
        foreach (var book in books.Where(b => IsOver(b, inForce, read, scopes))) await RetireAsync(book, cancellation);
        return await OrderAsync(cancellation);
    }

    // A book of a file that cannot be read now stays as it is; one whose product is gone is over.
    private static bool IsOver(PlanBook book, Dictionary<PlanKey, PlannedPlan> inForce, HashSet<string> read, IReadOnlyList<PlannedScope> scopes)
    {
        if (inForce.TryGetValue(book.Key, out var plan)) return plan.Plan.Runner != book.Plan.Runner;
        return read.Contains(book.Key.Scope) || !scopes.Any(s => s.Scope == book.Key.Scope);
    }

    private async Task DeclareAsync(PlannedPlan plan, IReadOnlyList<PlanBook> books, CancellationToken cancellation)
    {
        var problem = plan.Problem ?? times.ProblemOf(plan.Plan.When);
        var elsewhere = books.FirstOrDefault(b => b.Key == plan.Key && b.Plan.Runner != plan.Plan.Runner);
        var now = keeper.Now;
        var fresh = new PlanBook
        {
            Key = plan.Key, Plan = plan.Plan, Ledger = plan.Ledger, Since = now, LastDue = now, Problem = problem,
            Past = elsewhere?.Past ?? [], NewestBackup = elsewhere?.NewestBackup, NewestDrill = elsewhere?.NewestDrill, NewestProof = elsewhere?.NewestProof,
        };
        await keeper.ChangeAsync(fresh, edit => edit.Declare(plan, problem), cancellation);
    }

    private async Task RetireAsync(PlanBook book, CancellationToken cancellation)
    {
        if (book.RetiredAt is { } since && book.Open.Count == 0 && keeper.Now - since >= Remembered) await keeper.RemoveAsync(book, cancellation);
        else if (book.RetiredAt is null) await keeper.ChangeAsync(book.Plan.Runner, book.Key, edit => edit.Retire(), cancellation);
    }

    private async Task<int> OrderAsync(CancellationToken cancellation)
    {
        var open = 0;
        foreach (var book in await keeper.ListAsync(cancellation))
        {
            var orders = await keeper.ChangeAsync(book.Plan.Runner, book.Key, edit => Look(edit), cancellation);
            open += orders.Count;
            if (book.Plan.Runner == BackupPlan.Cloud) await cloud.StartAsync(book.Key, orders, cancellation);
        }

        return open;
    }

    private IReadOnlyList<BackupOrder> Look(BookEdit edit)
    {
        OrderWatch.Watch(edit);
        OrderMaker.Make(edit, times);
        return edit.Book.Open;
    }
}
