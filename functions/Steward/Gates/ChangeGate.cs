using Steward.Stages;

namespace Steward.Gates;

/// <summary>The gate for changes over the criteria of all registered capabilities.</summary>
/// <param name="registry">What capabilities registered.</param>
public sealed class ChangeGate(StageRegistry registry)
{
    /// <summary>Judges a change; see <see cref="Gate.Judge"/>.</summary>
    public VerdictNode Judge(GateFacts facts) => Gate.Judge(registry.Criteria, facts);
}
