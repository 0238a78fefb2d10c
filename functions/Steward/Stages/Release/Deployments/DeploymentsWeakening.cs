using Steward.Policy;

namespace Steward.Stages.Release.Deployments;

/// <summary>Which environments are not judged any more. A shorter patience rejects earlier, and a longer one lets nothing through.</summary>
public sealed class DeploymentsWeakening() : PolicyWeakening(DeploymentPolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(DeploymentPolicy.Section), now.Get(DeploymentPolicy.Section));
        if (current.Environments.Count == 0) return [];
        return was.Environments.Count == 0
            ? [Changed("environments", "every one", string.Join(", ", current.Environments))]
            : Shrunk("environments", was.Environments, was.Environments.Where(current.AsksFor));
    }
}
