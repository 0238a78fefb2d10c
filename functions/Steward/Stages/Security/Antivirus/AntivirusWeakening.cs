using Steward.Policy;

namespace Steward.Stages.Security.Antivirus;

/// <summary>Where a scan is not required any more.</summary>
public sealed class AntivirusWeakening() : PolicyWeakening(AntivirusPolicy.Section.Path)
{
    /// <inheritdoc/>
    public override IEnumerable<RuleChange> Of(Policy.Policy before, Policy.Policy now) =>
        Lost("required", before.Get(AntivirusPolicy.Section).Required, now.Get(AntivirusPolicy.Section).Required, "true", "false");
}
