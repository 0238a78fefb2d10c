using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Ledger;
using Steward.Policy;

namespace Steward.Stages.Development.Environment;

/// <summary>Leaves <c>environment.declared</c> on the commit: the fingerprint of the environment that its policy declares.</summary>
public sealed class DeclareEnvironment(PolicyLoader policies, ILedger ledger, TimeProvider time) : IActivity<StageRequest, Nothing>
{
    /// <summary>The kind of evidence.</summary>
    public const string Kind = "environment.declared";

    /// <inheritdoc/>
    public static string Name => "DeclareEnvironment";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(StageRequest input, CancellationToken cancellation)
    {
        var policy = (await policies.LoadAsync(input.Change, cancellation)).Policy.Get(EnvironmentPolicy.Section);
        if (policy.Wanted.Count == 0) return Nothing.Value;
        var subject = Subject.Commit(input.Change.Commit);
        var declared = new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, policy.Fingerprint),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Details = new JsonObject { ["fingerprint"] = policy.Fingerprint, ["items"] = policy.Wanted.Count },
        };
        await ledger.AppendAsync(input.Change.Product, [declared], cancellation);
        return Nothing.Value;
    }
}
