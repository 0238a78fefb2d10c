using Steward.Policy;

namespace Steward.Stages.Release.Deployments;

/// <summary>The policy's section <c>release.deployments</c>: which deployments wait for Steward's word, and for how long.</summary>
/// <param name="Environments">The environments of GitHub that the gate of releases is asked for; empty: every one.</param>
/// <param name="Patience">How long a deployment waits for what is still awaited; then it is rejected.</param>
public sealed record DeploymentPolicy(IReadOnlyList<string> Environments, TimeSpan Patience)
{
    /// <summary>The section.</summary>
    public static PolicySection<DeploymentPolicy> Section { get; } = new("release.deployments", Shape, Bind);

    /// <summary>Whether the gate is asked for an environment. GitHub tells their names without regard to upper and lower case.</summary>
    public bool AsksFor(string environment) => Environments.Count == 0 || Environments.Contains(environment, StringComparer.OrdinalIgnoreCase);

    private static ObjectShape Shape => new(
        "Which deployments on GitHub the gate of releases decides, by a custom deployment protection rule of the environment.",
        new Field("environments", new ListShape(
            "The environments; a deployment to any other one is approved without being judged. Default: every environment is judged.",
            new TextShape("The name of an environment: production.") { MaxLength = 255 }) { MinItems = 1 }),
        new Field("patience", new DurationShape(
            "How long a deployment waits for what is still awaited before it is rejected; default: 1h.", TimeSpan.Zero, TimeSpan.FromDays(7))));

    private static DeploymentPolicy Bind(PolicyNode node) => new(node.TextList("environments"), node.Duration("patience", TimeSpan.FromHours(1)));
}
