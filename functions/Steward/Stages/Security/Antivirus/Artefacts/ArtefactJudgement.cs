using Steward.Gates;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>What the gate says of a commit's artefacts: each must be clean. Whether antivirus is required does not matter here: who uploads an artefact wants it used.</summary>
internal static class ArtefactJudgement
{
    public static IEnumerable<VerdictNode> Of(GateFacts facts)
    {
        var (about, age) = (facts.About(Subject.Commit(facts.Commit)).ToList(), SignatureAge.Of(facts));
        var judged = ArtefactEvidence.Views(about).Select(a => Judge(a, about, age)).ToList();
        foreach (var node in Offenders.Of(judged, "more artefact")) yield return node;
        var clean = judged.Count(n => n.Verdict == Verdict.Pass);
        if (clean > 0) yield return new VerdictNode("artefacts", Verdict.Pass, $"{Kernel.Texts.Count(clean, "artefact")} clean.");
    }

    private static VerdictNode Judge(ArtefactView artefact, IEnumerable<Evidence> about, SignatureAge age)
    {
        var (verdict, reason) = artefact.State switch
        {
            ArtefactState.Clean => TooOld(artefact, about, age) is { } old ? (Verdict.Missing, $"{artefact.Name} {old}") : (Verdict.Pass, ""),
            ArtefactState.Infected => (Verdict.Fail, $"{artefact.Name} is infected: {artefact.Signature} ({artefact.Scanner}). {artefact.Whereabouts}"),
            ArtefactState.Unknown => (Verdict.Error, $"Nobody can say that {artefact.Name} is clean: {artefact.Problem?.TrimEnd('.')}. {artefact.Whereabouts}"),
            _ when artefact.RemovedAt is not null => (Verdict.Missing, $"{artefact.Name} was never scanned. {artefact.Whereabouts} Upload it again."),
            _ => (Verdict.Missing, $"{artefact.Name} is in quarantine and was not scanned yet. If it stays so, upload it again."),
        };
        return new VerdictNode(Offenders.NameOf($"{artefact.Name}@{artefact.Sha256[..12]}"), verdict, reason);
    }

    private static string? TooOld(ArtefactView artefact, IEnumerable<Evidence> about, SignatureAge age) =>
        about.LastOrDefault(e => e.Kind == ArtefactEvidence.Scanned && ArtefactEvidence.Sha256(e) == artefact.Sha256 && e.Outcome == EvidenceOutcome.Pass) is { } scan ? age.TooOld(scan) : null;
}
