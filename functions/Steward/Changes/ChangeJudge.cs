using Steward.Gates;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>Judges a change by the evidence there is now, and leaves nothing: for those who must not trust an older decision.</summary>
public sealed class ChangeJudge(FactCollector collector, ChangeGate gate)
{
    private static readonly Dictionary<string, string> NoFaults = [];

    /// <summary>The verdict tree of now.</summary>
    public async Task<VerdictNode> JudgeAsync(ChangeId change, CancellationToken cancellation) =>
        gate.Judge(await collector.CollectAsync(change, NoFaults, cancellation));
}
