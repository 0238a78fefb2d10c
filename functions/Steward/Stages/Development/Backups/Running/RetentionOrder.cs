using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>What a runner that may delete forgets of a plan's snapshots after a run that was done. There is none before the first green drill: nothing is proved then.</summary>
/// <param name="Keep">What is kept.</param>
/// <param name="Proved">The snapshot of the newest green drill; when it is not in the vault, nothing is forgotten.</param>
/// <param name="Needed">Snapshots that are kept whatever the policy says: the proved one, the newest, those of open orders and of restores that were asked for.</param>
public sealed record RetentionOrder(Retention Keep, string Proved, IReadOnlyList<string> Needed)
{
    /// <summary>Orders of which the ledger knows already what was forgotten after them.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];
}

/// <summary>What became of it.</summary>
/// <param name="Forgotten">The ids of the snapshots that are gone; at most <see cref="MostForgotten"/> a run.</param>
/// <param name="PacksRemoved">Packs that a prune removed; 0 also when today's is done.</param>
/// <param name="BytesRemoved">Their bytes.</param>
/// <param name="Problem">Why not all of it was done, one sentence; null: it was.</param>
public sealed record RetentionOutcome(IReadOnlyList<string> Forgotten, long PacksRemoved, long BytesRemoved, string? Problem)
{
    /// <summary>The most snapshots that are forgotten after one run; the next ones forget more.</summary>
    public const int MostForgotten = 100;

    /// <summary>What was forgotten after earlier orders whose runner was killed before it could say so; at most <see cref="MostForgotten"/> snapshots.</summary>
    public IReadOnlyList<UntoldForgetting> Untold { get; init; } = [];
}

/// <summary>Snapshots that are gone and were not told.</summary>
/// <param name="Order">The order after which they were forgotten.</param>
/// <param name="Snapshots">Their ids.</param>
public sealed record UntoldForgetting(string Order, IReadOnlyList<string> Snapshots)
{
    private const int OrderDigits = 32;
    private const int SnapshotDigits = 64;

    /// <summary>Whether these are ids of an order and of a snapshot.</summary>
    public static bool IsSound(string? order, string? snapshot) =>
        order is { Length: OrderDigits } && order.All(char.IsAsciiHexDigitLower) && snapshot is { Length: SnapshotDigits } && snapshot.All(char.IsAsciiHexDigitLower);
}
