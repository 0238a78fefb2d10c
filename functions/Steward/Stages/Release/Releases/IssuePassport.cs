using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Passports;

namespace Steward.Stages.Release.Releases;

/// <summary>Issues the passport of a release that was let through, once: a second run finds the first one's.</summary>
public sealed class IssuePassport(PassportIssuer issuer, ILedger ledger, IPayloadStore payloads, TimeProvider time) : IActivity<PassportRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "IssuePassport";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(PassportRequest input, CancellationToken cancellation)
    {
        var release = input.Release;
        var subject = Subject.Release(release.Tag, release.Commit);
        var about = await ledger.FindAsync(release.Product, subject, cancellation).ToListAsync(cancellation);
        if (about.Any(e => e.Evidence.Kind == ReleaseEvidence.PassportIssued)) return Nothing.Value;
        var tree = await payloads.GetAsync(release.Product, input.Decision.Tree, cancellation)
            ?? throw StewardException.NotFound($"The verdict tree of {release.Tag} is not in the payload store any more.");
        var named = new StatementSubject(release.Tag, new Dictionary<string, string>(StringComparer.Ordinal) { ["gitCommit"] = release.Commit.ToString() });
        var evidence = about.Concat(await OfHeadAsync(release, cancellation)).OrderBy(e => e.Index).ToList();
        var envelope = await issuer.IssueAsync(release.Product, named, Json.Read<VerdictNode>(tree), evidence, cancellation);
        var digest = await payloads.PutAsync(release.Product, Json.WriteBytes(envelope), cancellation);
        await ledger.AppendAsync(release.Product, [Issued(release, subject, digest)], cancellation);
        return Nothing.Value;
    }

    // What the head was let through with: everything that the ledger says about it.
    private async Task<IReadOnlyList<LedgerEntry>> OfHeadAsync(ReleaseRequest release, CancellationToken cancellation)
    {
        var about = await ledger.FindAsync(release.Product, Subject.Commit(release.Commit), cancellation).ToListAsync(cancellation);
        return about.Exists(e => e.Evidence.Kind == ChangeEvidence.Decided)
            ? about
            : throw StewardException.NotFound($"The ledger has no decision about {release.Commit.Abbreviated} any more.");
    }

    private Evidence Issued(ReleaseRequest release, Subject subject, string digest) => new()
    {
        Id = Evidence.IdFor(ReleaseEvidence.PassportIssued, subject, "passport"),
        Time = time.GetUtcNow(),
        Actor = "steward",
        Kind = ReleaseEvidence.PassportIssued,
        Subject = subject,
        Outcome = EvidenceOutcome.Pass,
        Summary = $"{release.Tag} has a passport.",
        Details = new JsonObject { ["tag"] = release.Tag, ["commit"] = release.Commit.ToString() },
        Payload = digest,
    };
}
