
namespace Steward.Gates;

/// <summary>The gate for changes over the criteria of all registered capabilities.</summary>
/// <param name="criteria">What capabilities registered.</param>
public sealed class ChangeGate(GateCriteria criteria)
{
    /// <summary>Judges a change; see <see cref="Gate.Judge"/>.</summary>
    public VerdictNode Judge(GateFacts facts) => Gate.Judge(criteria, facts);
}
