using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Changes;

/// <summary>Judges a change by the evidence there is now, leaves <c>change.decided</c>, and shows it to people.</summary>
public sealed class DecideChange(
    FactCollector collector, ChangeGate gate, IPayloadStore payloads, ILedger ledger, IChangeStore changes)
    : IActivity<DecideRequest, Decision>
{
    private const int MaxRounds = 10;

    /// <inheritdoc/>
    public static string Name => "DecideChange";

    /// <inheritdoc/>
    public async Task<Decision> RunAsync(DecideRequest input, CancellationToken cancellation)
    {
        // Two decisions of one change may run side by side. Each looks again after it has written: whoever wrote last has seen everything.
        for (var round = 1; ; round++)
        {
            var facts = await collector.CollectAsync(input.Request.Change, input.Faults, cancellation);
            var tree = gate.Judge(facts);
            var awaited = input.Final ? null : AwaitedUntil(tree, facts.Now);
            await RecordAsync(input.Request.Change, tree, facts, cancellation);
            await ShowAsync(input.Request, tree, awaited, facts, cancellation);
            if (round == MaxRounds || !await collector.HasMoreAsync(input.Request.Change, facts, cancellation)) return new Decision(tree.Verdict, awaited);
        }
    }

    // The first deadline still to come: a part that is awaited no longer changes the verdict at that moment.
    private static DateTimeOffset? AwaitedUntil(VerdictNode tree, DateTimeOffset now)
    {
        var deadlines = tree.Walk().Select(n => n.Node).Where(n => n.Verdict == Verdict.Missing && n.AwaitUntil > now).ToList();
        return deadlines.Count == 0 ? null : deadlines.Min(n => n.AwaitUntil);
    }

    // The id comes from the tree and the decision before: the same decision taken twice is one evidence, one that changed back is another.
    private async Task RecordAsync(ChangeId change, VerdictNode tree, GateFacts facts, CancellationToken cancellation)
    {
        var digest = await payloads.PutAsync(change.Product, Json.WriteBytes(tree), cancellation);
        var before = facts.Latest(ChangeEvidence.Decided);
        if (before?.Payload == digest) return;
        var subject = Subject.Commit(change.Commit);
        var decided = new Evidence
        {
            Id = Evidence.IdFor(ChangeEvidence.Decided, subject, $"{digest} after {before?.Id}"),
            Time = facts.Now,
            Actor = "steward",
            Kind = ChangeEvidence.Decided,
            Subject = subject,
            Outcome = OutcomeOf(tree.Verdict),
            Details = new JsonObject { ["verdict"] = tree.Verdict.ToString() },
            Payload = digest,
        };
        await ledger.AppendAsync(change.Product, [decided], cancellation);
    }

    private static EvidenceOutcome OutcomeOf(Verdict verdict) =>
        verdict == Verdict.Error ? EvidenceOutcome.Error : verdict.LetsThrough() ? EvidenceOutcome.Pass : EvidenceOutcome.Fail;

    // Each subject by itself: they were read one after the other, so the newest of all says nothing about the one read first.
    private static long Newest(GateFacts facts, Subject subject) =>
        facts.Entries.Where(e => e.Evidence.Subject == subject).Select(e => e.Index).DefaultIfEmpty(-1).Max();

    private async Task ShowAsync(ChangeRequest request, VerdictNode tree, DateTimeOffset? awaited, GateFacts facts, CancellationToken cancellation)
    {
        var before = await changes.GetAsync(request.Change, cancellation);
        await changes.PutAsync(
            new ChangeRecord
            {
                Id = request.Change,
                Ref = request.Ref,
                Before = request.Before,
                Actor = request.Actor,
                Title = before?.Title,
                ReceivedAt = request.ReceivedAt,
                State = awaited is null ? ChangeState.Decided : ChangeState.Waiting,
                Tree = tree,
                DecidedAt = facts.Now,
                Known = new KnownEvidence(Newest(facts, Subject.Commit(facts.Commit)), Newest(facts, Subject.Product(facts.Product))),
            },
            cancellation);
    }
}
