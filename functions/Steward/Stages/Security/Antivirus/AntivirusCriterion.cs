using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Signatures;
using Steward.Stages.Security.Scanning;

namespace Steward.Stages.Security.Antivirus;

/// <summary>
/// Judges the scans of the changed files and of the commit's artefacts: infected fails, unknown is Error, what has no scan is Missing, and so is
/// what is clean by signatures that are too old. What newer signatures found in a release fails the release's commit, and is told elsewhere.
/// </summary>
public sealed class AntivirusCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => AntivirusCapability.CapabilityName;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var files = JudgeFiles(facts);
        List<VerdictNode> others = [.. ArtefactJudgement.Of(facts), .. CondemnedReleases.Of(facts)];
        if (others.Count == 0) return files;
        var nodes = files.Children.IsEmpty ? [files with { Name = "files" }] : files.Children;
        return VerdictNode.All(Name, nodes.Concat(others));
    }

    private VerdictNode JudgeFiles(GateFacts facts)
    {
        if (facts.Latest(AntivirusCapability.Completed) is not { } completed) return Node(Verdict.Missing, AntivirusText.NotScanned);
        if (facts.Payload<AntivirusReport>(completed) is not { } report) return Node(Verdict.Error, AntivirusText.NoPayload);
        var files = facts.ReceivedFiles() ?? report.Files;
        var scans = facts.ScansOf(AntivirusCapability.Scanned);
        var age = SignatureAge.Of(facts);
        var judged = files.Select(f => JudgeFile(f, scans.GetValueOrDefault(Subject.Blob(f.Blob)), age)).ToList();
        // What was found stays found, also when the scanner broke off afterwards.
        var isInfected = judged.Any(n => n.Verdict == Verdict.Fail);
        if (report.Problem is not null && !isInfected)
            return facts.Policy.Get(AntivirusPolicy.Section).Required
                ? Node(Verdict.Missing, AntivirusText.NotReachable(report.Problem))
                : Node(Verdict.NotNeeded, AntivirusText.NotRequired(report.Problem));
        return files.Count == 0 ? Node(Verdict.NotNeeded, AntivirusText.NoFiles) : VerdictNode.All(Name, Shown(judged, CleanOf(files, scans), age));
    }

    private static List<Evidence> CleanOf(IEnumerable<ReportedFile> files, Dictionary<Subject, Evidence> scans) =>
        [.. files.Select(f => scans.GetValueOrDefault(Subject.Blob(f.Blob))).OfType<Evidence>().Where(e => e.Outcome == EvidenceOutcome.Pass)];

    private static VerdictNode JudgeFile(ReportedFile file, Evidence? scan, SignatureAge age)
    {
        var (verdict, reason) = (file.Kind, scan?.Outcome) switch
        {
            (EntryKind.Submodule, _) => (Verdict.Missing, AntivirusText.Submodule(file.Path)),
            (_, EvidenceOutcome.Pass) => age.TooOld(scan!) is { } old ? (Verdict.Missing, $"{file.Path} {old}") : (Verdict.Pass, ""),
            (_, EvidenceOutcome.Fail) => (Verdict.Fail, AntivirusText.Infected(file.Path, scan!)),
            (_, null) => (Verdict.Missing, AntivirusText.Unscanned(file.Path)),
            _ => (Verdict.Error, AntivirusText.Unknown(file.Path, scan!)),
        };
        return new VerdictNode(Offenders.NameOf(file.Path), verdict, reason);
    }

    // "Clean" is worth as much as the signatures it was said with, so they are named beside it.
    private static IEnumerable<VerdictNode> Shown(IReadOnlyCollection<VerdictNode> judged, IReadOnlyCollection<Evidence> scans, SignatureAge age)
    {
        foreach (var node in Offenders.Of(judged, "more file")) yield return node;
        var clean = judged.Count(n => n.Verdict == Verdict.Pass);
        if (clean > 0) yield return new VerdictNode("in order", Verdict.Pass, AntivirusText.InOrder(clean, [.. scans.Select(AntivirusText.Scanner).Distinct()], age.Stale(scans)));
    }

    private VerdictNode Node(Verdict verdict, string reason) => new(Name, verdict, reason);
}
