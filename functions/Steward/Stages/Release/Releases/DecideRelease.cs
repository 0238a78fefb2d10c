using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Releases;

/// <summary>Judges a release by the evidence there is now and leaves <c>release.decided</c>, once nothing is pending any more.</summary>
public sealed class DecideRelease(ReleaseCollector collector, ReleaseGate gate, ILedger ledger, IPayloadStore payloads)
    : IActivity<ReleaseRequest, ReleaseDecision>
{
    /// <inheritdoc/>
    public static string Name => "DecideRelease";

    /// <inheritdoc/>
    public async Task<ReleaseDecision> RunAsync(ReleaseRequest input, CancellationToken cancellation)
    {
        var facts = await collector.CollectAsync(input, cancellation);
        var now = facts.Head.Now; // the moment that was judged: a waiver that held then may have ended since
        var tree = gate.Judge(facts);
        var digest = await payloads.PutAsync(input.Product, Json.WriteBytes(tree), cancellation);
        var pending = tree.Walk().Select(n => n.Node.AwaitUntil).Where(until => until > now).Max();
        if (ToCatchUp(input, facts.Findings) is { Count: > 0 } steps) return new ReleaseDecision(tree.Verdict, tree.Reason, pending, digest) { ToCatchUp = steps };
        if (pending is null) await RecordAsync(input, facts.Findings, Decided(input, tree, digest, now), cancellation);
        return new ReleaseDecision(tree.Verdict, tree.Reason, pending, digest);
    }

    private static List<StageStep> ToCatchUp(ReleaseRequest input, IReadOnlyList<UnrecordedEvidence> findings)
    {
        var left = findings.SelectMany(f => f.Evidence.Details?[IReleaseInquiry.LeftBy]?.AsArray() ?? []).Select(n => n!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        return input.IsCaughtUp ? [] : [.. input.Steps.Where(s => left.Contains(s.Capability))];
    }

    // What was found first: whoever reads the decision finds what it rests on.
    private async Task RecordAsync(ReleaseRequest input, IReadOnlyList<UnrecordedEvidence> findings, Evidence decided, CancellationToken cancellation)
    {
        foreach (var found in findings.Where(f => f.Payload is not null)) await payloads.PutAsync(input.Product, found.Payload, cancellation);
        await ledger.AppendAsync(input.Product, [.. findings.Select(f => f.Evidence), Named(input, decided.Time), decided], cancellation);
    }

    private static Evidence Named(ReleaseRequest input, DateTimeOffset now) => new()
    {
        Id = Evidence.IdFor(ReleaseEvidence.Named, Subject.Product(input.Product), $"{input.Tag}@{input.Commit}"),
        Time = now,
        Actor = input.Actor,
        Kind = ReleaseEvidence.Named,
        Subject = Subject.Product(input.Product),
        Outcome = EvidenceOutcome.Info,
        Details = new JsonObject { ["tag"] = input.Tag, ["commit"] = input.Commit.ToString() },
    };

    private static Evidence Decided(ReleaseRequest input, VerdictNode tree, string digest, DateTimeOffset now)
    {
        var subject = Subject.Release(input.Tag, input.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(ReleaseEvidence.Decided, subject, $"{digest} {input.RequestedAt:O}"),
            Time = now,
            Actor = "steward",
            Kind = ReleaseEvidence.Decided,
            Subject = subject,
            Outcome = tree.Verdict.LetsThrough() ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = Texts.Clip(tree.Reason, 300),
            Details = new JsonObject { ["verdict"] = tree.Verdict.ToString(), ["tag"] = input.Tag },
            Payload = digest,
        };
    }
}
