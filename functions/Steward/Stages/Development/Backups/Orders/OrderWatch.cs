using Steward.Kernel;
using Steward.Stages.Development.Backups.Requests;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>Names what is late, missed, stuck, dead or too slow, each once; a dead runner's order goes back once, and then fails.</summary>
internal static class OrderWatch
{
    /// <summary>After so long without a word a runner counts as dead: it says something every minute.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromMinutes(10);

    private const int MaxAttempts = 2;

    public static void Watch(BookEdit edit)
    {
        foreach (var order in edit.Book.Open.ToList())
        {
            if (order.Claim is { } claim) WatchRunning(edit, order, claim);
            else WatchWaiting(edit, order);
        }

        foreach (var request in edit.Book.Requests.Where(r => r.State == RequestState.Asked && edit.Now - r.AskedAt >= RestoreRequest.Lasts).ToList()) RequestRules.Expire(edit, request);
    }

    private static void WatchWaiting(BookEdit edit, BackupOrder order)
    {
        var (patience, waited) = (edit.Book.Plan.Patience, edit.Now - order.DueAt);
        if (!edit.Book.IsInForce && order.Kind != OrderKind.Restore) edit.Set(b => b with { Open = [.. b.Open.Where(o => o.Id != order.Id)] });
        else if (waited >= patience.Missed) edit.Fail(order, RunOutcome.Missed, $"{edit.Book.Plan.Runner} did not come for it in {Length(patience.Missed)}.");
        else if (waited >= patience.Late && !order.IsLate)
        {
            edit.Tell(RunText.Late(edit.Book, order));
            edit.Replace(order with { IsLate = true });
        }
    }

    private static void WatchRunning(BookEdit edit, BackupOrder order, OrderClaim claim)
    {
        var patience = edit.Book.Plan.Patience;
        if (edit.Now - claim.At >= patience.Timeout) edit.Fail(order, RunOutcome.Failed, $"It took longer than {Length(patience.Timeout)}.");
        else if (edit.Now - claim.ContactAt >= Silence) GiveBack(edit, order);
        else if (edit.Now - claim.MovedAt >= patience.Stuck && !order.IsStuck)
        {
            edit.Tell(RunText.Stuck(edit.Book, order));
            edit.Replace(order with { IsStuck = true });
        }
    }

    // A restore is not begun twice: nobody knows how far the first one came.
    private static void GiveBack(BookEdit edit, BackupOrder order)
    {
        if (order.Attempt >= MaxAttempts || order.Kind == OrderKind.Restore)
            edit.Fail(order, RunOutcome.Failed, $"{edit.Book.Plan.Runner} was not heard of for {Length(Silence)} while it ran, at attempt {order.Attempt}.");
        else edit.Replace(order with { Claim = null, IsStuck = false });
    }

    private static string Length(TimeSpan time) => time >= TimeSpan.FromHours(2) ? $"{time.TotalHours:0.#} hours" : Texts.Count((long)time.TotalMinutes, "minute");
}
