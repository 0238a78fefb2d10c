using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Run;

namespace Steward.Engine.Embedded.Node;

/// <summary>Takes failed instances back to the moment before their first failure.</summary>
internal static class Rewinder
{
    /// <summary>
    /// Cuts the history from the first failure on, with the failed attempts before it; events from outside stay, since nobody would raise
    /// them again. Failed sub-orchestrations go first, so that the parent finds them running.
    /// </summary>
    /// <returns>False when the instance is not there or has not failed.</returns>
    public static async Task<bool> RewindAsync(Tenure tenure, string id)
    {
        using var alone = await tenure.Locks.EnterAsync(id, tenure.Stopping);
        if (await tenure.FindEndedAsync(id) is not { Status: OrchestrationRuntimeStatus.Failed } failed) return false;
        var cut = failed.FailedAt is { } since ? await CutAsync(tenure, failed, since) : [];
        foreach (var child in cut.Where(e => e is { Kind: EventKind.Failed, StepKind: StepKind.Sub }).Select(e => e.Child!).Distinct())
            if (child != id) await RewindAsync(tenure, child);
        await GoOnAsync(tenure, failed, cut.ConvertAll(e => RowKeys.Event(id, failed.Run, e.Seq)));
        return true;
    }

    /// <summary>Begins an instance anew with the same input if it has failed: another attempt of a sub-orchestration.</summary>
    public static async Task RestartAsync(Tenure tenure, string id)
    {
        using var alone = await tenure.Locks.EnterAsync(id, tenure.Stopping);
        if (await tenure.FindEndedAsync(id) is not { Status: OrchestrationRuntimeStatus.Failed } failed) return;
        var now = tenure.Parts.Time.GetUtcNow();
        await GoOnAsync(tenure, failed with { Run = failed.Run + 1, StartAt = now }, []);
    }

    private static async Task GoOnAsync(Tenure tenure, Header failed, IReadOnlyList<string> keys)
    {
        var again = failed with
        {
            Status = OrchestrationRuntimeStatus.Running, Failure = null, FailedAt = null, Output = Stored.None,
            UpdatedAt = tenure.Parts.Time.GetUtcNow(),
        };
        await tenure.Eraser.EraseAsync(failed.Id, keys, commit => commit.Put(again.ToEntity(tenure.StripeOf(failed.Id).Partition)));
        tenure.Adopt(again, fresh: false);
    }

    private static async Task<List<HistoryEvent>> CutAsync(Tenure tenure, Header header, int since)
    {
        var history = await tenure.HistoryAsync(header);
        var failed = history.Where(e => e.Kind == EventKind.Failed).Select(e => e.Step).ToHashSet();
        return history.FindAll(e => e.Kind switch
        {
            EventKind.Raised or EventKind.Carried => false,
            EventKind.Retry when failed.Contains(e.Step) => true,
            _ => e.Seq >= since,
        });
    }
}
