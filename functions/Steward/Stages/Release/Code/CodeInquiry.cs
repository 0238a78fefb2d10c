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
        var accounted = new UnrecordedEvidence(EvidenceOf(report, Digest.Sha256(payload)), payload);
        return [.. found, accounted];
    }

    private Evidence EvidenceOf(CodeReport report, string digest)
    {
        var subject = Subject.Commit(report.Commit);
        var isWhole = report.FilesProcessed == report.Files && report.HunksProcessed == report.Hunks && report.Found.Count == 0 && report.Unknown.Count == 0;
        return new Evidence
        {
            Id = Evidence.IdFor(CodeReport.Kind, subject, digest),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = CodeReport.Kind,
            Subject = subject,
            Outcome = isWhole ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
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
