using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Changes;

/// <summary>The effect, which comes last: shows the verdict where the team looks, and leaves <c>change.published</c>.</summary>
public sealed class PublishChange(
    IChangeStore changes, IVerdictPublisher publisher, IEnumerable<IVerdictNotes> notes, ILedger ledger, TimeProvider time)
    : IActivity<ChangeId, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "PublishChange";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(ChangeId input, CancellationToken cancellation)
    {
        if (await changes.GetAsync(input, cancellation) is not { Tree: { } tree } change) return Nothing.Value;
        if (await publisher.PublishAsync(change, await NotesAsync(input, cancellation), cancellation) is not { } where) return Nothing.Value;
        var subject = Subject.Commit(input.Commit);
        var published = new Evidence
        {
            Id = Evidence.IdFor(ChangeEvidence.Published, subject, $"{where} {Digest.Sha256(Json.WriteBytes(tree))}"),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = ChangeEvidence.Published,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = Texts.Clip(where, 200),
            Details = new JsonObject { ["verdict"] = tree.Verdict.ToString() },
        };
        await ledger.AppendAsync(input.Product, [published], cancellation);
        return Nothing.Value;
    }

    private async Task<VerdictNotes> NotesAsync(ChangeId change, CancellationToken cancellation)
    {
        var found = new List<VerdictNotes>();
        foreach (var capability in notes) found.Add(await capability.AboutAsync(change, cancellation));
        return VerdictNotes.All(found);
    }
}
