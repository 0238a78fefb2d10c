using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Rules;

/// <summary>Compares what the policy asks of releases with the policy of the release before.</summary>
/// <param name="policies">Reads the policy before.</param>
/// <param name="weakenings">What capabilities say of their parts.</param>
internal sealed class RulesInquiry(PolicyLoader policies, IEnumerable<IWeakening> weakenings) : IReleaseInquiry
{
    private const int MaxChanges = 500;

    /// <inheritdoc/>
    public string Name => RulesCriterion.CriterionName;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        var facts = candidate.Head;
        var compared = new RulesCompared([.. (await CompareAsync(candidate, cancellation)).Take(MaxChanges)]);
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

    private async Task<IReadOnlyList<RuleChange>> CompareAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        if (candidate.Previous.IsNone) return [];
        var facts = candidate.Head;
        var (then, at) = (new ChangeId(facts.Product, candidate.Previous), new ChangeId(facts.Product, facts.Commit));
        var before = new PolicyAt(then, (await policies.LoadAsync(then, cancellation)).Policy);
        if (before.Policy.State != PolicyState.Valid) return [];
        var found = new List<RuleChange>();
        foreach (var weakening in weakenings) found.AddRange(await weakening.FindAsync(before, new PolicyAt(at, facts.Policy), cancellation));
        return found;
    }
}
