using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>Accounts for the code of a release: every file and every changed line against the processors, for <see cref="CodeCriterion"/>.</summary>
/// <param name="accountant">Makes the report.</param>
/// <param name="time">The clock.</param>
public sealed class CodeInquiry(CodeAccountant accountant, TimeProvider time) : IReleaseInquiry
{
    /// <inheritdoc/>
    public string Name => CodeCriterion.CriterionName;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        var (report, found) = await accountant.AccountAsync(candidate, cancellation);
        var payload = Json.WriteBytes(report);
        var accounted = new UnrecordedEvidence(EvidenceOf(report, Digest.Sha256(payload), candidate.Head.Latest(CodeReport.Kind)), payload);
        return [.. found, accounted];
    }

    private Evidence EvidenceOf(CodeReport report, string digest, Evidence? before)
    {
        var subject = Subject.Commit(report.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(CodeReport.Kind, subject, $"{digest} after {before?.Id}"), // the same again, after another one, is told again
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = CodeReport.Kind,
            Subject = subject,
            Outcome = report.IsWhole ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = CodeText.Summary(report),
            Details = new JsonObject
            {
                ["files"] = report.Files,
                ["filesProcessed"] = report.FilesProcessed,
                ["hunks"] = report.Hunks,
                ["hunksProcessed"] = report.HunksProcessed,
                ["previous"] = report.Previous.ToString(),
                [IReleaseInquiry.LeftBy] = new JsonArray([.. report.LeftBy.Select(name => JsonValue.Create(name))]),
            },
            Payload = digest,
        };
    }
}
