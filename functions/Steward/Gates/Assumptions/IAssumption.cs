using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Gates.Assumptions;

/// <summary>One form of what people may assume when they ask what would be. Capabilities register their own.</summary>
public interface IAssumption
{
    /// <summary>How it is written: <c>approved by NAME</c>.</summary>
    string Form { get; }

    /// <summary>
    /// The evidence that there would be; null when the phrase is not of this form. Invalid when it is, and assumes what cannot be. Pure.
    /// </summary>
    IReadOnlyList<UnrecordedEvidence>? Read(AssumptionGround ground, string phrase);
}

/// <summary>What an assumption is made about.</summary>
/// <param name="Facts">The facts, with what was assumed before.</param>
/// <param name="Tree">What they are judged as without any assumption.</param>
public sealed record AssumptionGround(GateFacts Facts, VerdictNode Tree)
{
    /// <summary>Evidence about the judged commit that nobody has given; the caller adds what it says.</summary>
    public Evidence Assumed(string kind) => Facts.Outcome(kind, EvidenceOutcome.Pass);

    /// <summary>The path from the stage on of a node, however people wrote it. NotFound when the tree has no such node.</summary>
    public string PathOf(string written) => VerdictPaths.Find(Tree, written)
        ?? throw StewardException.NotFound($"The verdict has no node '{Texts.Clip(written, 200)}'. {VerdictPaths.Hint([Tree])}");
}
