using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Security.Secrets;

/// <summary>Looks for secrets in the changed files, by blob: a file that was scanned with the same rules is never scanned again.</summary>
public sealed class SecretsCapability : ICapability
{
    /// <summary>The capability's name.</summary>
    internal const string CapabilityName = "secrets";

    /// <summary>
    /// The evidence of one blob's scan: Pass when nothing was found but hints, Fail when something was, Error when it could not be read. Its payload, where
    /// there are findings, is a <see cref="SecretsPayload"/>; its details count them all.
    /// </summary>
    public const string Scanned = "secrets.scanned";

    /// <summary>The evidence that a change went through; its subject is the commit, its payload a <see cref="SecretsReport"/>.</summary>
    public const string Completed = "secrets.completed";

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => CapabilityName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder) =>
        builder.OnChange<SecretsWorkflow>(this)
            .Activity<SecretsScanActivity, SecretsScanRequest, Nothing>()
            .Criterion(new SecretsCriterion())
            .Processor(new Processor(CapabilityName, Scanned, ProcessorScope.Blob)
            {
                Accepts = SecretsCriterion.Accepts, IsAskedFor = policy => policy.Get(SecretsPolicy.Section).Required,
            })
            .Section(SecretsPolicy.Section).Weakening<SecretsWeakening>();
}
