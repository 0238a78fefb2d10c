using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Source;

namespace Steward.Stages.Testing.Coverage;

/// <summary>
/// Leaves <c>change.lines</c> on the commit: which lines were added or modified since the newest commit that was let through, so that a push after one that was
/// not executed takes its lines over. Only where the policy asks for coverage.
/// </summary>
public sealed class RecordChangedLines(CommittedLines committed, PolicyLoader policies, IPayloadStore payloads, ILedger ledger, TimeProvider time)
    : IActivity<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "RecordChangedLines";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(StageRequest input, CancellationToken cancellation)
    {
        var (product, commit) = input.Change;
        if (!(await policies.LoadAsync(input.Change, cancellation)).Policy.Has(CoveragePolicy.Section)) return Nothing.Value;
        var (lines, tooLarge) = await committed.ReadAsync(input, cancellation);
        var payload = await payloads.PutAsync(product, Json.WriteBytes(lines), cancellation);
        await ledger.AppendAsync(product, [EvidenceOf(commit, lines, tooLarge) with { Payload = payload }], cancellation);
        return Nothing.Value;
    }

    private Evidence EvidenceOf(CommitSha commit, ChangedLines lines, string? tooLarge)
    {
        var subject = Subject.Commit(commit);
        var details = new JsonObject
        {
            ["before"] = lines.Before.ToString(),
            ["files"] = lines.Files.Count,
            ["lines"] = lines.Files.Sum(f => LineRuns.Count(f.Lines)),
            ["binary"] = lines.Files.Count(f => f.Unlined == "binary"),
            ["deleted"] = lines.Files.Count(f => f.Unlined == "deleted"),
        };
        if (tooLarge is not null) details["tooLarge"] = tooLarge;
        return new Evidence
        {
            Id = Evidence.IdFor(ChangedLines.Kind, subject, lines.Before.ToString()),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = ChangedLines.Kind,
            Subject = subject,
            Outcome = tooLarge is null ? EvidenceOutcome.Info : EvidenceOutcome.Error,
            Details = details,
        };
    }
}
