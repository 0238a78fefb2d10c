using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Passports;
using Steward.Stages.Release.Releases.Baselines;

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
        var verdict = Json.Read<VerdictNode>(tree);
        var known = about.Concat(await OfHeadAsync(release, cancellation)).ToList();
        var evidence = known.Concat(await OfProductAsync(release, verdict, known, cancellation)).OrderBy(e => e.Index).ToList();
        var envelope = await issuer.IssueAsync(release.Product, named, verdict, evidence, cancellation);
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

    // Of what is known of the product itself: the waivers that the tree rests on, and the history that was taken over.
    private async Task<IEnumerable<LedgerEntry>> OfProductAsync(ReleaseRequest release, VerdictNode tree, List<LedgerEntry> known, CancellationToken cancellation)
    {
        var waivers = await ledger.FindAsync(release.Product, Subject.Product(release.Product), cancellation).Where(e => e.Evidence.Kind == Waiver.Kind).ToListAsync(cancellation);
        var used = PassportWaivers.Of(tree, known.Concat(waivers), release.Product, release.Commit).Select(w => w.Index).ToHashSet();
        var baselines = tree.Walk().Any(n => n.Node is { Name: BaselineCriterion.CriterionName, Verdict: Verdict.Pass })
            ? await ledger.FindAsync(release.Product, Subject.Product(release.Product), cancellation).Where(e => e.Evidence.Kind == Baseline.Kind).ToListAsync(cancellation)
            : [];
        return waivers.Where(w => used.Contains(w.Index)).Concat(baselines);
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
