using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Licences;

/// <summary>What the scan is asked to do.</summary>
/// <param name="Change">The product and the commit.</param>
/// <param name="AcceptGaps">Whether licences that could not be found out are recorded as such; otherwise the activity fails, to be tried again.</param>
public sealed record LicenceScanRequest(ChangeId Change, bool AcceptGaps);

/// <summary>Reads the lock files at a commit, finds out the licences, and leaves <c>licences.scanned</c>.</summary>
/// <param name="commits">Scans.</param>
/// <param name="payloads">Where the list goes.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="time">The clock.</param>
public sealed class LicenceScanActivity(
    CommitScan commits, IPayloadStore payloads, ILedger ledger, TimeProvider time)
    : IActivity<LicenceScanRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "LicencesScan";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(LicenceScanRequest input, CancellationToken cancellation)
    {
        var (product, commit) = input.Change;
        var scan = await commits.RunAsync(input.Change, cancellation);
        if (!input.AcceptGaps && scan.Dependencies.FirstOrDefault(d => d.IsUnreachable) is { } silent)
            throw StewardException.Unavailable($"{silent.Id}: {silent.Problem}");
        var payload = await payloads.PutAsync(product, Json.WriteBytes(scan), cancellation);
        await ledger.AppendAsync(product, [Evidence(commit, scan, payload)], cancellation);
        return Nothing.Value;
    }

    // The occasion is what was found: the same finding twice is one evidence, another finding is another.
    private Evidence Evidence(CommitSha commit, LicenceScan scan, string payload) => new()
    {
        Id = Ledger.Evidence.IdFor(LicencesCapability.Scanned, Subject.Commit(commit), payload),
        Time = time.GetUtcNow(),
        Actor = "steward",
        Kind = LicencesCapability.Scanned,
        Subject = Subject.Commit(commit),
        Outcome = scan.Dependencies.Any(d => d.IsUnreachable) || scan.Files.Any(f => f.Problem is not null)
            ? EvidenceOutcome.Error : EvidenceOutcome.Info,
        Summary = LicenceText.Summary(scan),
        Details = new JsonObject
        {
            ["lockFiles"] = scan.Files.Count,
            ["brokenLockFiles"] = scan.Files.Count(f => f.Problem is not null),
            ["dependencies"] = scan.Dependencies.Count,
            ["unknown"] = scan.Dependencies.Count(d => d.Declared is not { IsConfirmed: true }),
            ["unreachable"] = scan.Dependencies.Count(d => d.IsUnreachable),
        },
        Payload = payload,
    };
}
