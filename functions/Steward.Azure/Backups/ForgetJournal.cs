using Steward.Kernel;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Stores;

namespace Steward.Azure.Backups;

/// <summary>
/// What a plan's runners are about to forget, written into the vault before they do: <c>forgetting/PLAN/ORDER/SNAPSHOT</c>, the plan by the first digits of the SHA-256 of its name. Of a runner
/// that was killed between forgetting and its report the next one so finds what is gone, and tells it for that order.
/// </summary>
/// <param name="store">The vault's storage.</param>
/// <param name="run">The plan, and the order that forgets now.</param>
internal sealed class ForgetJournal(IVaultStore store, RetentionRun run)
{
    /// <summary>What the names of its objects begin with.</summary>
    public const string Begin = "forgetting/";

    private const int PlanDigits = 16;
    private readonly Dictionary<string, List<string>> _ordersOf = new(StringComparer.Ordinal);

    private string Folder => $"{Begin}{Digest.Sha256(run.Plan)[..PlanDigits]}/";

    /// <summary>Reads it: what is gone and was not told yet, by order. What was told goes away.</summary>
    /// <param name="there">The snapshots that are there: nobody has forgotten them.</param>
    /// <param name="told">The orders whose forgetting was told.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<UntoldForgetting>> ReadAsync(IReadOnlySet<string> there, IReadOnlyList<string> told, CancellationToken cancellation)
    {
        var untold = new List<(string Order, string Snapshot)>();
        foreach (var stored in await store.ListAsync(Folder, cancellation).ToListAsync(cancellation))
        {
            // Others may write to the storage: what is no name of ours is left alone.
            if (stored.Name[Folder.Length..].Split('/') is not [var order, var snapshot] || !UntoldForgetting.IsSound(order, snapshot)) continue;
            if (there.Contains(snapshot)) (_ordersOf.TryGetValue(snapshot, out var orders) ? orders : _ordersOf[snapshot] = []).Add(order);
            else if (told.Contains(order, StringComparer.Ordinal)) await store.DeleteAsync(stored.Name, cancellation);
            else untold.Add((order, snapshot));
        }

        return [.. untold.Take(RetentionOutcome.MostForgotten).GroupBy(u => u.Order, u => u.Snapshot, StringComparer.Ordinal).Select(g => new UntoldForgetting(g.Key, [.. g]))];
    }

    /// <summary>Says that a snapshot is about to be forgotten; who said so before and did not do it has not forgotten it.</summary>
    public async Task BeginAsync(string snapshot, CancellationToken cancellation)
    {
        await store.CreateAsync($"{Folder}{run.Order}/{snapshot}", "forgetting"u8.ToArray(), cancellation);
        foreach (var before in _ordersOf.GetValueOrDefault(snapshot, []).Where(o => o != run.Order)) await store.DeleteAsync($"{Folder}{before}/{snapshot}", cancellation);
    }
}
