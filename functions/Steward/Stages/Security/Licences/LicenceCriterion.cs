using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Concluding;

namespace Steward.Stages.Security.Licences;

/// <summary>Judges the newest scan of the commit by the policy. Unknown fails, silence is Error, nothing scanned is Missing.</summary>
public sealed class LicenceCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => LicencesCapability.CapabilityName;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (facts.Latest(LicencesCapability.Scanned) is not { } evidence) return Node(Verdict.Missing, LicenceText.NotScanned);
        if (facts.Payload<LicenceScan>(evidence) is not { } scan) return Node(Verdict.Error, LicenceText.NoPayload);
        var judge = new LicenceJudge(facts.Policy.Get(LicencePolicy.Section), facts.Now);
        if (judge.Problems.Count > 0) return Node(Verdict.Error, LicenceText.BadPolicy(judge.Problems));
        var asked = judge.Asked(scan);
        List<VerdictNode> nodes =
        [
            .. Offenders.Of(Files(asked, judge), "more file"),
            .. facts.Policy.Has(LicencePolicy.Section) || asked.Dependencies.Count == 0
                ? Dependencies([.. asked.Dependencies.Select(judge.Judge)]) : [new VerdictNode("policy", Verdict.Missing, LicenceText.NoAllowList)],
            .. Texts(scan, judge),
            .. Headers(scan.Headers, judge),
            .. LicenceNotice.Judge(facts.Policy.Get(LicencePolicy.Section), scan, judge),
            .. Ignored(scan.Paths.Count() - asked.Paths.Count()),
        ];
        return nodes.Count > 0 ? VerdictNode.All(Name, nodes) : Node(Verdict.NotNeeded, scan.Files.Count == 0 ? LicenceText.NoLockFiles : LicenceText.NoPackages);
    }

    private static IEnumerable<VerdictNode> Files(LicenceScan scan, LicenceJudge judge) =>
    [
        .. scan.Files.Where(f => f.Problem is not null).Select(f => new VerdictNode(Offenders.NameOf(f.Path), Verdict.Error, $"{f.Path}: {f.Problem}")),
        .. scan.Unlocked.Select(path => (Path: path, Judged: judge.JudgeUnlocked(path))).Select(u => new VerdictNode(Offenders.NameOf(u.Path), u.Judged.Verdict, u.Judged.Reason)),
    ];

    private static IEnumerable<VerdictNode> Dependencies(IReadOnlyList<JudgedDependency> judged)
    {
        foreach (var node in LicenceQuestions.Of(judged)) yield return node;
        var all = judged.Where(d => d.Question is null).Select(d => new VerdictNode(LicenceText.NodeName(d.Dependency.Id), d.Verdict, LicenceText.About(d)));
        foreach (var node in Offenders.Of(all, "more dependency", "more dependencies")) yield return node;
        var passed = judged.Count(d => d.Verdict == Verdict.Pass);
        if (passed > 0) yield return new VerdictNode("in order", Verdict.Pass, LicenceText.InOrder(passed));
        var unneeded = judged.Count(d => d.Verdict == Verdict.NotNeeded);
        if (unneeded > 0) yield return new VerdictNode("not judged", Verdict.NotNeeded, LicenceText.Unneeded(unneeded));
    }

    // Only what a rule by path is about: the product's own licence is not a dependency's.
    private static IEnumerable<VerdictNode> Texts(LicenceScan scan, LicenceJudge judge)
    {
        var judged = scan.Texts.Select(t => (t.Path, Said: judge.JudgeText(t))).Where(t => t.Said is not null).ToList();
        foreach (var node in Offenders.Of(judged.Select(t => new VerdictNode(Offenders.NameOf(t.Path), t.Said!.Value.Verdict, t.Said.Value.Reason)), "more licence file")) yield return node;
        var passed = judged.Count(t => t.Said!.Value.Verdict == Verdict.Pass);
        if (passed > 0) yield return new VerdictNode("licence files", Verdict.Pass, LicenceText.TextsInOrder(passed));
    }

    private static IEnumerable<VerdictNode> Headers(ScannedHeaders headers, LicenceJudge judge)
    {
        var judged = headers.Files.Select(h => (h.Path, Said: judge.JudgeHeader(h))).Where(h => h.Said is not null).ToList();
        foreach (var node in Offenders.Of(judged.Select(h => new VerdictNode(Offenders.NameOf(h.Path), h.Said!.Value.Verdict, h.Said.Value.Reason)), "more file")) yield return node;
        var passed = judged.Count(h => h.Said!.Value.Verdict == Verdict.Pass);
        if (passed > 0) yield return new VerdictNode("headers", Verdict.Pass, LicenceText.HeadersInOrder(passed, headers.Files.Count));
        if (headers.Left > 0) yield return new VerdictNode("files left", Verdict.Missing, LicenceText.HeadersLeft(headers.Left));
    }

    // What the policy leaves out is said, so that nobody takes it for judged.
    private static IEnumerable<VerdictNode> Ignored(int files) =>
        files > 0 ? [new VerdictNode("ignored", Verdict.NotNeeded, LicenceText.Ignored(files))] : [];

    private VerdictNode Node(Verdict verdict, string reason) => new(Name, verdict, reason);
}
