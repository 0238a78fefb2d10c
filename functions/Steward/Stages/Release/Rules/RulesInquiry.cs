using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Rules;

/// <summary>Compares what the policy asks of releases with the policy of the release before.</summary>
/// <param name="policies">Reads the policy before.</param>
/// <param name="registry">The processors there are.</param>
internal sealed class RulesInquiry(PolicyLoader policies, StageRegistry registry) : IReleaseInquiry
{
    /// <inheritdoc/>
    public string Name => RulesCriterion.CriterionName;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        var facts = candidate.Head;
        var before = candidate.Previous.IsNone ? Policy.Policy.Missing : (await policies.LoadAsync(new ChangeId(facts.Product, candidate.Previous), cancellation)).Policy;
        var compared = new RulesCompared(before.State == PolicyState.Valid ? new RuleComparison(policy => registry.Processors.Where(p => p.IsAskedFor(policy)).Select(p => p.Name)).Of(before, facts.Policy) : []);
        var payload = Json.WriteBytes(compared);
        var (subject, digest) = (Subject.Commit(facts.Commit), Digest.Sha256(payload));
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(RulesCompared.Kind, subject, $"{digest} {candidate.Previous} after {facts.Latest(RulesCompared.Kind)?.Id}"),
            Time = facts.Now,
            Actor = "steward",
            Kind = RulesCompared.Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Details = new JsonObject { ["base"] = candidate.Previous.ToString(), ["weaker"] = compared.Changes.Count },
            Payload = digest,
        };
        return [new UnrecordedEvidence(evidence, payload)];
    }
}
