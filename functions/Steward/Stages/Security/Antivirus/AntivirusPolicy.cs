using Steward.Policy;

namespace Steward.Stages.Security.Antivirus;

/// <summary>What the policy says about antivirus: <c>security.antivirus</c>.</summary>
/// <param name="Required">Whether a change needs a scan even when no scanner can be reached.</param>
public sealed record AntivirusPolicy(bool Required)
{
    /// <summary>The section.</summary>
    public static PolicySection<AntivirusPolicy> Section { get; } = new(
        "security.antivirus",
        new ObjectShape(
            "Antivirus of the changed files.",
            new Field("required", new FlagShape("Whether the scan is required; default true. When false, a scanner that cannot be reached is no obstacle."))),
        node => new AntivirusPolicy(node.Flag("required", true)));
}
