using Steward.Kernel;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>Which claim speaks: its number, and the program that has it.</summary>
/// <param name="Instance">The running program.</param>
/// <param name="Attempt">The claim's number.</param>
public sealed record OrderFence(string Instance, int Attempt)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Attempt} {Instance}";
}

/// <summary>How an order ended, as its runner says.</summary>
/// <param name="Fence">Which claim speaks.</param>
/// <param name="Done">Whether it was done; for a drill: whether all was the same.</param>
/// <param name="Snapshot">The snapshot that was made, drilled or restored.</param>
/// <param name="Counts">How much it was.</param>
/// <param name="Problem">One sentence when it was not done.</param>
public sealed record OrderReport(OrderFence Fence, bool Done, string? Snapshot, RunCounts? Counts, string? Problem)
{
    /// <summary>What was forgotten afterwards; null: nothing was to be, or the runner may not delete.</summary>
    public RetentionOutcome? Retention { get; init; }
}

/// <summary>What runners do with orders. Said twice, it changes nothing; said by a claim that is not in force any more, it is refused.</summary>
internal static class OrderRules
{
    // More often than this nothing is written: the rate is bounded here, whoever is at the other end.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(5);
    private const int MaxProblem = 500;
    private const int MaxDoing = 120;

    public static BackupOrder Claim(BookEdit edit, string id, string instance)
    {
        var order = Require(edit.Book, id);
        if (order.Claim is { } claim)
            return claim.Instance == instance ? order : throw Conflict($"Another program of {edit.Book.Plan.Runner} runs this order since {claim.At.UtcDateTime:HH:mm:ss} UTC.");
        var claimed = order with { Attempt = order.Attempt + 1, Claim = new OrderClaim(instance, edit.Now, edit.Now, edit.Now) };
        edit.Replace(claimed);
        return claimed;
    }

    public static bool Progress(BookEdit edit, string id, OrderFence fence, OrderProgress? progress)
    {
        var order = Fenced(edit.Book, id, fence);
        if (edit.Now - order.Claim!.ContactAt < LeastPause) return false;
        var claim = order.Claim! with { ContactAt = edit.Now };
        if (progress is not null)
        {
            var hasMoved = claim.Progress is not { } before || before.Bytes != progress.Bytes || before.Files != progress.Files || before.Doing != progress.Doing;
            claim = claim with { Progress = progress with { Doing = Texts.Clip(progress.Doing, MaxDoing) }, MovedAt = hasMoved ? edit.Now : claim.MovedAt };
        }

        edit.Replace(order with { Claim = claim, IsStuck = order.IsStuck && claim.MovedAt != edit.Now });
        return true;
    }

    public static bool Report(BookEdit edit, string id, OrderReport report)
    {
        if (edit.Book.Past.FirstOrDefault(r => r.Order == id) is { } ended)
        {
            if (ended.Fence == report.Fence.ToString()) return false;
            throw Conflict($"This order ended at {ended.EndedAt.UtcDateTime:HH:mm:ss} UTC ({ended.Outcome}) without this report: {ended.Problem ?? "another claim reported it"}");
        }

        var order = Fenced(edit.Book, id, report.Fence);
        if (report is { Done: true, Snapshot: null or "" }) throw StewardException.Invalid("A report of success names its snapshot.");
        edit.End(order, new BackupRun(order.Id, order.Kind, order.DueAt, edit.Now, report.Done ? RunOutcome.Done : RunOutcome.Failed)
        {
            Fence = report.Fence.ToString(), StartedAt = order.Claim!.At, Snapshot = Texts.Clip(report.Snapshot, 64) ?? order.Snapshot, Counts = report.Counts,
            Problem = report.Done ? null : Texts.Clip(report.Problem ?? "The runner gave no reason.", MaxProblem),
            Retention = report.Retention is { } r ? new RunRetention(r.Forgotten.Count, r.PacksRemoved, r.BytesRemoved, Texts.Clip(r.Problem, MaxProblem)) { For = [.. r.Untold.Select(u => u.Order)] } : null,
        });
        foreach (var untold in report.Retention?.Untold ?? []) edit.Tell(RunText.Forgotten(edit.Book, untold, by: order));
        if (report.Retention is { Forgotten.Count: > 0 } retention) edit.Tell(RunText.Forgotten(edit.Book, order, retention));
        return true;
    }

    private static BackupOrder Fenced(PlanBook book, string id, OrderFence fence)
    {
        var order = Require(book, id);
        if (order.Claim?.Instance == fence.Instance && order.Attempt == fence.Attempt) return order;
        throw Conflict(order.Claim is null ? "This claim is over: the order was taken back, because its runner was not heard of." : "This claim is over: another one runs the order now.");
    }

    private static BackupOrder Require(PlanBook book, string id) => book.Open.FirstOrDefault(o => o.Id == id)
        ?? throw (book.Past.Any(r => r.Order == id) ? Conflict("This order has ended.") : StewardException.NotFound($"There is no order '{Texts.Clip(id, 40)}'."));

    private static StewardException Conflict(string message) => new(FailureKind.Conflict, message);
}
