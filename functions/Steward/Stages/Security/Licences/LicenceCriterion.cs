using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences;

/// <summary>Judges the newest scan of the commit by the policy. Unknown fails, silence is Error, nothing scanned is Missing.</summary>
public sealed class LicenceCriterion : ICriterion
{
    private const int MaxChildren = 20;

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => LicencesCapability.CapabilityName;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (facts.Latest(LicencesCapability.Scanned) is not { } evidence) return Node(Verdict.Missing, LicenceText.NotScanned);
        if (facts.Payload<LicenceScan>(evidence) is not { } scan) return Node(Verdict.Error, LicenceText.NoPayload);
        if (scan.Files.Count == 0)
            return scan.Unlocked.Count > 0
                ? Node(Verdict.Missing, LicenceText.Unlocked(scan.Unlocked)) : Node(Verdict.NotNeeded, LicenceText.NoLockFiles);
        var broken = scan.Files.Where(f => f.Problem is not null)
            .Select(f => new VerdictNode(LicenceText.NodeName(f.Path), Verdict.Error, $"{f.Path}: {f.Problem}")).ToList();
        if (scan.Dependencies.Count == 0)
            return broken.Count > 0 ? VerdictNode.All(Name, broken) : Node(Verdict.NotNeeded, LicenceText.NoPackages);
        if (!facts.Policy.Has(LicencePolicy.Section)) return Node(Verdict.Missing, LicenceText.NoAllowList);
        var judge = new LicenceJudge(facts.Policy.Get(LicencePolicy.Section), facts.Now);
        return judge.Problems.Count > 0
            ? Node(Verdict.Error, LicenceText.BadPolicy(judge.Problems))
            : VerdictNode.All(Name, [.. broken, .. Children([.. scan.Dependencies.Select(judge.Judge)])]);
    }

    private static IEnumerable<VerdictNode> Children(IReadOnlyList<JudgedDependency> judged)
    {
        var named = judged.Where(d => d.Verdict is not (Verdict.Pass or Verdict.NotNeeded))
            .OrderByDescending(d => d.Verdict).ThenBy(d => d.Dependency.Id.ToString(), StringComparer.Ordinal).ToList();
        foreach (var one in named.Take(MaxChildren))
            yield return new VerdictNode(LicenceText.NodeName(one.Dependency.Id), one.Verdict, LicenceText.About(one));
        foreach (var rest in named.Skip(MaxChildren).GroupBy(d => d.Verdict))
            yield return new VerdictNode($"more {rest.Key}", rest.Key, LicenceText.Rest(rest.Count(), rest.Key));
        var passed = judged.Count(d => d.Verdict == Verdict.Pass);
        if (passed > 0) yield return new VerdictNode("in order", Verdict.Pass, LicenceText.InOrder(passed));
        var ignored = judged.Count(d => d.Verdict == Verdict.NotNeeded);
        if (ignored > 0) yield return new VerdictNode("not judged", Verdict.NotNeeded, LicenceText.Ignored(ignored));
    }

    private VerdictNode Node(Verdict verdict, string reason) => new(Name, verdict, reason);
}
