using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>Judges what a change would be judged as now. It writes nothing and starts nothing.</summary>
public sealed class ChangePreview(FactCollector collector, ChangeGate gate, WhatIf whatIf)
{
    private static readonly Dictionary<string, string> NoFaults = [];

    /// <summary>What the change would be judged as, under assumptions.</summary>
    public async Task<Supposition> JudgeAsync(ChangeId change, IReadOnlyList<string> phrases, CancellationToken cancellation) =>
        whatIf.Judge(await collector.CollectAsync(change, NoFaults, cancellation), gate.Judge, phrases);
}
