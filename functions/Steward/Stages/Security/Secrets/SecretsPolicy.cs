using Steward.Policy;

namespace Steward.Stages.Security.Secrets;

/// <summary>What the policy says about secrets: <c>security.secrets</c>.</summary>
/// <param name="Required">Whether every file must have been scanned. What was found fails in any case.</param>
/// <param name="Ignore">What is let through by name.</param>
public sealed record SecretsPolicy(bool Required, IReadOnlyList<SecretException> Ignore)
{
    /// <summary>The section.</summary>
    public static PolicySection<SecretsPolicy> Section { get; } = new(
        "security.secrets",
        new ObjectShape(
            "Secrets, such as tokens, keys and passwords, in the changed files.",
            new Field("required", new FlagShape("Whether every file must have been scanned; default true. When false, a file that could not be is no obstacle; what is found always fails.")),
            new Field("ignore", new ListShape("Findings that are let through by path, until a day. Marks in the files themselves are not honoured.", SecretException.Shape))),
        node => new SecretsPolicy(node.Flag("required", true), [.. node["ignore"].Items.Select(SecretException.Bind)]));
}
