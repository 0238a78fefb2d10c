using Steward.Policy;

namespace Steward.Stages.Testing.Expectations;

/// <summary>The policy's key <c>testing.weakening</c>: what a change does that asks for less than the policy before it. The policy before it says so.</summary>
/// <param name="Blocks">True when such a change is not let through without a waiver; false when it is only reported.</param>
public sealed record ExpectationsPolicy(bool Blocks)
{
    /// <summary>The key.</summary>
    public static PolicySection<ExpectationsPolicy> Section { get; } = new(
        "testing.weakening",
        new TextShape("What a change does that removes a test set or asks for less than before: block it until it is waived, or report it. The policy before the change counts. Default block.")
        {
            OneOf = ["block", "report"],
        },
        node => new ExpectationsPolicy(!node.Exists || node.AsText != "report"));
}
