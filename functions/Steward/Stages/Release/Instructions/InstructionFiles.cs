using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Release.Instructions.Reading;

namespace Steward.Stages.Release.Instructions;

/// <summary>Reads the instructions of a commit.</summary>
public sealed class InstructionFiles(ISourceCatalog sources)
{
    /// <summary>What the file that the policy names says at the judged commit, as evidence; null when the policy names none, or the ledger says it already.</summary>
    public async Task<UnrecordedEvidence?> ReadAsync(GateFacts facts, CancellationToken cancellation)
    {
        if (!facts.Policy.Has(InstructionsPolicy.Section)) return null;
        var list = await ReadAsync(new ChangeId(facts.Product, facts.Commit), facts.Policy.Get(InstructionsPolicy.Section).File, cancellation);
        var payload = Json.WriteBytes(list);
        var (digest, before) = (Digest.Sha256(payload), facts.Latest(InstructionEvidence.Read));
        return before?.Payload == digest && facts.Payloads.ContainsKey(digest) ? null : new UnrecordedEvidence(EvidenceOf(facts, list, digest, before), payload);
    }

    /// <summary>What a file says at a commit.</summary>
    public async Task<InstructionList> ReadAsync(ChangeId at, string file, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(at.Product, cancellation);
        var tree = await source.GetTreeAsync(at.Commit, cancellation);
        var text = await source.ReadTextAsync(tree, file, MarkdownInstructions.MaxBytes, cancellation);
        return text is null ? new InstructionList(file, [], []) { IsThere = false } : MarkdownInstructions.Read(file, text);
    }

    private static Evidence EvidenceOf(GateFacts facts, InstructionList list, string digest, Evidence? before)
    {
        var subject = Subject.Commit(facts.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(InstructionEvidence.Read, subject, $"{digest} after {before?.Id}"),
            Time = facts.Now,
            Actor = "steward",
            Kind = InstructionEvidence.Read,
            Subject = subject,
            Outcome = list is { IsThere: true, Items.Count: > 0, Problems.Count: 0 } ? EvidenceOutcome.Info : EvidenceOutcome.Fail,
            Summary = $"{Texts.Clip(list.File, 200)} has {Texts.Count(list.Items.Count, "instruction")} and {Texts.Count(list.Problems.Count, "problem")}.",
            Details = new JsonObject { ["file"] = list.File, ["items"] = list.Items.Count, ["problems"] = list.Problems.Count },
            Payload = digest,
        };
    }
}
