using Steward.Policy;

namespace Steward.Stages.Testing.Results.Sparing;

/// <summary>The policy's key <c>testing.probation</c>: how often a new test must have passed on the default branch before its failures gate.</summary>
/// <param name="Passes">So often; 0: at once.</param>
public sealed record ProbationPolicy(int Passes)
{
    /// <summary>What holds where the policy does not say.</summary>
    public const int Default = 5;

    /// <summary>The highest number.</summary>
    public const int Max = 100;

    /// <summary>The key.</summary>
    public static PolicySection<ProbationPolicy> Section { get; } = new(
        "testing.probation",
        new NumberShape("How often a test that is new among tests that have a history must have passed on the default branch before its failures gate. 0: new tests gate at once. Default 5.", 0, Max),
        node => new ProbationPolicy(node.Exists && int.TryParse(node.AsText, System.Globalization.CultureInfo.InvariantCulture, out var passes) ? passes : Default));
}
