using Steward.Gates;
using Steward.Stages.Release.Code;

namespace Steward.Stages.Release.Reviews;

/// <summary>What the reviews say of hunks.</summary>
/// <param name="findings">What was found out for it.</param>
internal sealed class ReviewAnswers(IReadOnlyList<UnrecordedEvidence> findings) : IHunkAnswers
{
    private static readonly HunkAnswer Unasked = new(HunkState.NothingToDo, "the policy does not ask for its review", []);
    private readonly Dictionary<ReleasedHunk, HunkAnswer> _answers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The policy names no review.</summary>
    public static ReviewAnswers NotAskedFor { get; } = new([]);

    /// <inheritdoc/>
    public IReadOnlyList<UnrecordedEvidence> Findings => findings;

    /// <summary>Adds what is said of one.</summary>
    public void Add(ReleasedHunk hunk, HunkAnswer answer) => _answers[hunk] = answer;

    /// <inheritdoc/>
    public HunkAnswer Of(ReleasedHunk hunk) => _answers.GetValueOrDefault(hunk, Unasked);
}
