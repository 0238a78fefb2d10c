using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Testing.Expectations;

/// <summary>
/// Names every test set that a change removes or weakens. That is Fail until somebody waives it by name, or reported only where the policy before the
/// change says so, or did not ask for this. The policy that is judged has no say in it.
/// </summary>
public sealed class ExpectationsCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "expectations";

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var compared = facts.About(Subject.Commit(facts.Commit)).Where(e => e is { Kind: ExpectedEvidence.Kind, Details: not null }).ToList();
        if (compared.Count == 0) return new VerdictNode(Name, Verdict.Missing, ExpectationsText.NotCompared);
        var newest = compared[^1];
        if (newest.Details!["problem"]?.GetValue<string>() is { } problem) return new VerdictNode(Name, Verdict.Error, problem);
        if (compared.Exists(e => facts.Payload<ExpectedEvidence>(e) is null)) return new VerdictNode(Name, Verdict.Error, ExpectationsText.Gone);
        // A commit that is pushed again is held against another one before it: that takes nothing back of what was found at first.
        var judged = compared.SelectMany(e => Judge(facts, e)).GroupBy(n => n.Name).Select(g => g.MaxBy(n => n.Verdict)!).ToList();
        if (judged.Count == 0) return new VerdictNode(Name, Verdict.Pass, IsFirst(newest) ? ExpectationsText.First : $"{ExpectationsText.Same}, at {BeforeOf(newest)}.");
        return Node(judged, [.. judged.Where(n => n.Verdict.LetsThrough()).Take(20), .. Offenders.Of(judged, "more test set")]);
    }

    private static IEnumerable<VerdictNode> Judge(GateFacts facts, Evidence evidence)
    {
        var (before, blocks) = (BeforeOf(evidence), evidence.Details!["mode"]?.GetValue<string>() == "block");
        return facts.Payload<ExpectedEvidence>(evidence)!.Changes.GroupBy(c => c.Of).Select(g => Judge(facts, g.Key, [.. g], before, blocks));
    }

    private static VerdictNode Judge(GateFacts facts, string name, List<ExpectationChange> changes, string before, bool blocks)
    {
        var said = ExpectationsText.Of(name, changes, before);
        if (!changes.Exists(c => c.IsWeaker)) return new VerdictNode(name, Verdict.Pass, said);
        return new VerdictNode(name, blocks ? Verdict.Fail : Verdict.NotNeeded, $"{said} {ExpectationsText.Waive(facts, name)}");
    }

    // What is told stands in the reason also where it lets through: nobody should have to look below a green node for it.
    private VerdictNode Node(List<VerdictNode> judged, IEnumerable<VerdictNode> shown)
    {
        var node = VerdictNode.All(Name, shown);
        return node.Verdict == Verdict.Pass ? node with { Reason = Texts.Clip(string.Join(' ', judged.Select(n => n.Reason)), 2000)! } : node;
    }

    private static string BeforeOf(Evidence evidence) =>
        CommitSha.TryParse(evidence.Details!["base"]?.GetValue<string>(), out var sha) ? sha.Abbreviated : "an unknown commit";

    private static bool IsFirst(Evidence evidence) => evidence.Details!["first"]?.GetValue<bool>() == true;
}
