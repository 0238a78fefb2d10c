using Steward.Gates;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>A processor that handles changed lines and not files: <c>review</c>, <c>tests</c>. Each is a class in its own capability's folder.</summary>
public interface IHunkProcessor
{
    /// <summary>Its name in policies and verdicts, one lower-case word.</summary>
    string Name { get; }

    /// <summary>Finds out, for all hunks at once, what it needs to answer.</summary>
    Task<IHunkAnswers> PrepareAsync(ReleaseCandidate candidate, IReadOnlyList<ReleasedHunk> hunks, CancellationToken cancellation);
}

/// <summary>What a processor says of hunks.</summary>
public interface IHunkAnswers
{
    /// <summary>What was found out for it and is in no ledger yet.</summary>
    IReadOnlyList<UnrecordedEvidence> Findings => [];

    /// <summary>What it says of one.</summary>
    HunkAnswer Of(ReleasedHunk hunk);
}

/// <summary>What a processor says of a hunk.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Text">How or by whom it was handled, or why not, as the end of a sentence.</param>
/// <param name="Lines">The lines that were not handled, as <see cref="LineRuns"/>; empty: all.</param>
public sealed record HunkAnswer(HunkState State, string Text, IReadOnlyList<int> Lines);

/// <summary>What became of a hunk.</summary>
public enum HunkState
{
    /// <summary>The processor has handled it.</summary>
    Handled,

    /// <summary>There is nothing in it for the processor: no line can be executed.</summary>
    NothingToDo,

    /// <summary>The processor has not handled it.</summary>
    Missing,
}
