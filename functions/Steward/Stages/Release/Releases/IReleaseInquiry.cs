using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases.Baselines;

namespace Steward.Stages.Release.Releases;

/// <summary>
/// Finds out what a criterion of the gate for releases needs to know and no evidence says yet. It writes nothing: what it found is appended once the release
/// is decided, and only shown where somebody asks what would be.
/// </summary>
/// <remarks>
/// Unavailable is tried again. Any other failure makes the criterion <c>release/NAME</c> an Error with its sentence; the other inquiries go on.
/// </remarks>
public interface IReleaseInquiry
{
    /// <summary>The key in the details of its evidence under which processors are listed that have not handled all that they were asked for.</summary>
    const string LeftBy = "leftBy";

    /// <summary>The name of the criterion that it is for.</summary>
    string Name { get; }

    /// <summary>What it finds out.</summary>
    Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation);
}

/// <summary>What inquiries look at.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Previous">The commit of the release before; none for the first one.</param>
/// <param name="Commits">Every commit since then, newest first.</param>
/// <param name="Head">The facts about the head, before any inquiry.</param>
public sealed record ReleaseCandidate(ReleaseRequest Request, CommitSha Previous, IReadOnlyList<ReleasedCommit> Commits, GateFacts Head)
{
    /// <summary>The history from before Steward that a person took over as it was, or null.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Where following commits ends: the release before or the baseline; none: at the beginning.</summary>
    public CommitSha Since { get; init; } = Previous;
}
