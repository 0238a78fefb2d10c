using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Showing;

/// <summary>What somebody has to look at although the plan's newest backup may still be young enough: a runner that does not come, work that makes no progress.</summary>
internal static class PlanWarnings
{
    public static IReadOnlyList<string> Of(PlanBook book)
    {
        var late = book.Open.Where(o => o is { IsLate: true, Claim: null }).ToList();
        var stuck = book.Open.Where(o => o is { IsStuck: true, Claim: not null }).Select(o => $"The {RunText.Word(o.Kind)} of {Time(o.DueAt)} makes no progress on {book.Plan.Runner} since {Time(o.Claim!.MovedAt)}.");
        return IsUnseen(book, late) ? [Unseen(book.Plan.Runner), .. stuck] : [.. late.Select(o => $"{book.Plan.Runner} has not come yet for the {RunText.Word(o.Kind)} that was due at {Time(o.DueAt)}."), .. stuck];
    }

    // It was waited for, and no order was ever claimed.
    private static bool IsUnseen(PlanBook book, List<BackupOrder> late) => book.Plan.Runner != BackupPlan.Cloud && (late.Count > 0 || book.Past.Count > 0)
        && book.Open.All(o => o.Attempt == 0) && book.Past.All(r => r.StartedAt is null);

    private static string Unseen(string runner) =>
        $"The agent {runner} has never come for an order of this plan: look whether 'steward agent run --name {runner}' runs on its machine, and whether its token is for it (backups:agent/{runner}).";

    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
