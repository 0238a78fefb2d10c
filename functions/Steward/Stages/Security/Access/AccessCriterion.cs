using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Reviews;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access;

/// <summary>Judges changes of the access repository: whether the file can be used, and whether the quarter's review is not overdue. Elsewhere it is not needed.</summary>
public sealed class AccessCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => "access";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var about = facts.About(Subject.Product(facts.Product)).Where(e => e.Kind.StartsWith("access.", StringComparison.Ordinal)).ToList();
        var check = facts.Latest(AccessEvidence.Checked);
        if (about.Count == 0 && check is null)
            return new VerdictNode(Name, Verdict.NotNeeded, "Access is not administered from this repository.");
        return VerdictNode.All(Name, [File(facts, check), Review(facts, about)]);
    }

    private static VerdictNode File(GateFacts facts, Evidence? check) => check switch
    {
        null => new VerdictNode("file", Verdict.Missing, $"steward-access.yaml at {facts.Commit.Abbreviated} was not read yet; the push starts that, and every hour."),
        { Outcome: EvidenceOutcome.Pass } => new VerdictNode("file", Verdict.Pass, "steward-access.yaml can be used."),
        _ => new VerdictNode("file", Verdict.Fail, check.Summary ?? "steward-access.yaml has problems."),
    };

    private static VerdictNode Review(GateFacts facts, List<Evidence> about)
    {
        if (about.FindLast(e => e.Kind == ReviewEvidence.Opened) is not { } opened) return new VerdictNode("review", Verdict.NotNeeded, "No review of access was opened yet.");
        if (facts.Payload<ReviewSheet>(opened) is not { } sheet) return new VerdictNode("review", Verdict.Error, "The checklist of the review of access cannot be read.");
        var answers = ReviewEvidence.Answers(about, sheet.Period);
        var open = sheet.Lines.Select(l => ReviewEvidence.Open(l, answers.GetValueOrDefault(l.Id))).OfType<string>().ToList();
        if (open.Count == 0) return new VerdictNode("review", Verdict.Pass, $"All {sheet.Lines.Count} lines of the review of {sheet.Period} have their answer.");
        return facts.Now > sheet.DueAt
            ? new VerdictNode("review", Verdict.Fail, $"The review of {sheet.Period} was due on {sheet.DueAt:yyyy-MM-dd}, and open: {Texts.Some(open)}. 'steward access review list' shows them.")
            : new VerdictNode("review", Verdict.Pass, $"The review of {sheet.Period} is under way until {sheet.DueAt:yyyy-MM-dd}; {open.Count} of {sheet.Lines.Count} lines are open: {Texts.Some(open)}.");
    }
}
