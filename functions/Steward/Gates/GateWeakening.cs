using Steward.Policy;

namespace Steward.Gates;

/// <summary>Which stages and capabilities the gate does not ask for any more.</summary>
public sealed class GateWeakening() : PolicyWeakening(Key)
{
    private const string Key = "gate";

    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(GatePolicy.Section).Requires, now.Get(GatePolicy.Section).Requires);
        if (current.Count == 0) return [];
        if (was.Count == 0) return [Changed("requires", "all of them", string.Join(", ", current))];
        return Shrunk("requires", was, was.Where(name => current.Contains(name) || current.Contains(name.Split('/')[0])));
    }
}
