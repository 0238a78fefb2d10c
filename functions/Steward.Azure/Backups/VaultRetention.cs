using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;

namespace Steward.Azure.Backups;

/// <summary>
/// Forgets the snapshots that a plan does not keep, and prunes at most once a day, with credentials that may delete. Whatever is in doubt stays, and nothing of it makes a backup a failed one.
/// </summary>
/// <param name="work">The vault.</param>
/// <param name="host">Who does it, for people.</param>
public sealed class VaultRetention(VaultWork work, string host)
{
    /// <summary>What the object begins with that says on which day a runner pruned.</summary>
    public const string Days = "retention/";

    /// <summary>Does it after an order that was done; gives the order's outcome with what was removed.</summary>
    /// <param name="outcome">The order's outcome.</param>
    /// <param name="order">What is kept; null: the runner may not delete, or nothing is to be forgotten.</param>
    /// <param name="run">Whose snapshots, and by which order.</param>
    /// <param name="cancellation">Ends it; what was done until then is told.</param>
    public async Task<OrderOutcome> AfterAsync(OrderOutcome outcome, RetentionOrder? order, RetentionRun run, CancellationToken cancellation)
    {
        if (!outcome.Done || order is null) return outcome;
        var (done, pruned, problem) = (new Gone([], []), new PruneOutcome(), (string?)null);
        try
        {
            await ForgetAsync(order, run, [.. order.Needed, order.Proved, outcome.Snapshot ?? ""], done, cancellation);
            pruned = await PruneAsync(cancellation);
            problem = pruned.Problems.Count == 0 ? null : Texts.Some([.. pruned.Problems], 1);
        }
        catch (Exception failure) when (failure is StewardException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            problem = failure is OperationCanceledException ? "There was no time left for it." : failure.Message;
        }

        return outcome with { Retention = new RetentionOutcome(done.Forgotten, pruned.PacksRemoved, pruned.BytesRemoved, problem) { Untold = done.Untold } };
    }

    private async Task ForgetAsync(RetentionOrder order, RetentionRun run, HashSet<string> needed, Gone gone, CancellationToken cancellation)
    {
        var list = await new SnapshotStore(work.Vault).ListAsync(new SnapshotFilter { Tags = [run.Plan] }, cancellation);
        if (list.Problems.Count > 0) throw StewardException.Invalid($"{list.Problems[0]} Nothing was forgotten.");
        if (!list.Snapshots.Any(s => s.Id == order.Proved))
            throw StewardException.Invalid($"The snapshot {Texts.Clip(order.Proved, 11)} of the newest green drill is not in the vault any more: nothing else is proved, and nothing was forgotten.");
        var keep = new ForgetPolicy { Last = order.Keep.Last, Daily = order.Keep.Daily, Weekly = order.Keep.Weekly, Monthly = order.Keep.Monthly, Yearly = order.Keep.Yearly };
        var journal = new ForgetJournal(work.Vault.Store, run);
        foreach (var untold in await journal.ReadAsync(list.Snapshots.Select(s => s.Id).ToHashSet(StringComparer.Ordinal), order.Told, cancellation))
        {
            // An earlier attempt at this very order tells with it.
            if (untold.Order == run.Order) gone.Forgotten.AddRange(untold.Snapshots);
            else gone.Untold.Add(untold);
        }

        foreach (var snapshot in keep.Decide(list.Snapshots).Forgotten.Where(s => !needed.Contains(s.Id)).Take(RetentionOutcome.MostForgotten - gone.Forgotten.Count))
        {
            await journal.BeginAsync(snapshot.Id, cancellation);
            await Forget.RunAsync(work.Vault, [snapshot], cancellation);
            gone.Forgotten.Add(snapshot.Id);
        }
    }

    // The object of a day is created once: whoever comes second, from whatever machine, leaves it.
    private async Task<PruneOutcome> PruneAsync(CancellationToken cancellation)
    {
        var store = work.Vault.Store;
        var today = Days + (await store.ClockAsync(cancellation)).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!await store.CreateAsync(today, "pruned"u8.ToArray(), cancellation)) return new PruneOutcome();
        foreach (var day in await store.ListAsync(Days, cancellation).Where(o => o.Name != today).ToListAsync(cancellation)) await store.DeleteAsync(day.Name, cancellation);
        return await new Prune(work.Vault, new PruneOptions { Time = work.Time, Host = host }).RunAsync(cancellation);
    }

    private sealed record Gone(List<string> Forgotten, List<UntoldForgetting> Untold);
}

/// <summary>Whose snapshots are forgotten, and by which order.</summary>
/// <param name="Plan">The plan, which its snapshots have as a tag.</param>
/// <param name="Order">The order's id.</param>
public sealed record RetentionRun(string Plan, string Order);
