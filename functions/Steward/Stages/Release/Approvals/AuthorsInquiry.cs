using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Approvals;

/// <summary>Finds out who pushed what a release holds.</summary>
internal sealed class AuthorsInquiry : IReleaseInquiry
{
    /// <inheritdoc/>
    public string Name => "approvals";

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<UnrecordedEvidence>>(candidate.Head.Policy.Has(ApprovalsPolicy.Section) ? [.. Find(candidate)] : []);

    private static IEnumerable<UnrecordedEvidence> Find(ReleaseCandidate candidate)
    {
        var (head, facts) = (candidate.Request.Commit, candidate.Head);
        var found = ReleaseAuthors.Of(candidate.Commits, head);
        var payload = Json.WriteBytes(found);
        var (digest, before) = (Digest.Sha256(payload), facts.Latest(ReleaseAuthors.Kind));
        if (before?.Payload == digest && facts.Payloads.ContainsKey(digest)) yield break; // it is known already
        var subject = Subject.Commit(head);
        yield return new UnrecordedEvidence(
            new Evidence
            {
                Id = Evidence.IdFor(ReleaseAuthors.Kind, subject, $"{digest} after {before?.Id}"),
                Time = facts.Now,
                Actor = "steward",
                Kind = ReleaseAuthors.Kind,
                Subject = subject,
                Outcome = EvidenceOutcome.Info,
                Summary = $"{Texts.Count(candidate.Commits.Count, "commit")} of the release {(candidate.Commits.Count == 1 ? "was" : "were")} pushed by {Texts.Count(found.Authors.Count, "person", "people")}.",
                Details = new JsonObject { ["commits"] = candidate.Commits.Count, ["authors"] = found.Authors.Count },
                Payload = digest,
            },
            payload);
    }
}
