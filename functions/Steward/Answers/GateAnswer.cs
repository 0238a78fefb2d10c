using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Kernel;

namespace Steward.Answers;

/// <summary>What the gate says now, or what it would say. Nothing was changed.</summary>
/// <param name="Product">The product.</param>
/// <param name="Commit">The commit that was judged.</param>
/// <param name="Tag">The tag whose release was judged, or null.</param>
/// <param name="Assumed">What was assumed; none: the verdict is that of now.</param>
/// <param name="Was">The verdict without the assumptions.</param>
/// <param name="Changed">The nodes whose verdict the assumptions change.</param>
/// <param name="Tree">The verdict tree with the assumptions.</param>
public sealed record GateAnswer(
    ProductId Product, CommitSha Commit, string? Tag, IReadOnlyList<string> Assumed, Verdict Was, IReadOnlyList<ChangedNode> Changed, VerdictNode Tree);
