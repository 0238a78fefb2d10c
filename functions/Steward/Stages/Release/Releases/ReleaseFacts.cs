using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Release.Releases.Baselines;

namespace Steward.Stages.Release.Releases;

/// <summary>What is known of one commit of a release.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="JudgedWith">The head that it was pushed and judged with; null when no change brought it.</param>
/// <param name="Decision">The newest decision about that head, or null.</param>
/// <param name="StillOpen">True while that change is being decided.</param>
public sealed record ReleasedCommit(CommitSha Sha, CommitSha? JudgedWith, LedgerEntry? Decision, bool StillOpen)
{
    /// <summary>The first line of its message: shown to people, never put into the ledger.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its author's name as written in it: shown to people, never put into the ledger.</summary>
    public string Author { get; init; } = "";

    /// <summary>The author's account, where the source knows it; null where it knows none.</summary>
    public string? Login { get; init; }

    /// <summary>Who pushed it, as head of a change or along with one.</summary>
    public IReadOnlyList<string> Pushers { get; init; } = [];

    /// <summary>Who said that it may be released, whether that counts or not.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>What the newest decision said; null when there is none.</summary>
    public Verdict? Verdict => Decision is { } decision ? RecordedVerdict.Of(decision) : null;
}

/// <summary>What came with a release.</summary>
/// <param name="Before">The release before, or null for the first one.</param>
/// <param name="Commits">Every commit since then, newest first.</param>
/// <param name="Complete">False when there are more commits than were asked for.</param>
public sealed record ReleaseHistory(SourceTag? Before, IReadOnlyList<ReleasedCommit> Commits, bool Complete)
{
    /// <summary>The tag of the release before, or null.</summary>
    public string? Previous => Before?.Name;

    /// <summary>The history from before Steward that a person took over as it was; null where there is none, and where there was a release before.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Where following ends: the release before or the baseline; none: at the beginning.</summary>
    public CommitSha Since => Before?.Commit ?? Baseline?.Commit ?? CommitSha.None;
}

/// <summary>The snapshot that the release gate judges.</summary>
public sealed record ReleaseFacts
{
    /// <summary>What was asked for.</summary>
    public required ReleaseRequest Request { get; init; }

    /// <summary>The commit that the tag points to now; null when the tag is gone.</summary>
    public required CommitSha? TagNow { get; init; }

    /// <summary>The release before, or null for the first one.</summary>
    public string? Previous { get; init; }

    /// <summary>Every commit since the release before, newest first.</summary>
    public IReadOnlyList<ReleasedCommit> Commits { get; init; } = [];

    /// <summary>The history from before Steward that a person took over as it was, or null.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>The facts about the head as they are now, with what inquiries found: a waiver may have ended, or evidence have come, since it was decided.</summary>
    public required GateFacts Head { get; init; }

    /// <summary>What inquiries found, not in the ledger yet.</summary>
    public IReadOnlyList<UnrecordedEvidence> Findings { get; init; } = [];

    /// <summary>True where somebody asks what would be: there need be no tag, and nothing is awaited or written.</summary>
    public bool IsPreview { get; init; }

    /// <summary>False when there are more commits than can be followed.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>The product's rules.</summary>
    public required ReleasePolicy Policy { get; init; }
}

/// <summary>Reads the verdict that a decision recorded.</summary>
internal static class RecordedVerdict
{
    /// <summary>The verdict of a <c>change.decided</c>; Error when it says none.</summary>
    public static Verdict Of(LedgerEntry decision) =>
        Enum.TryParse<Verdict>(decision.Evidence.Details?["verdict"]?.GetValue<string>(), out var verdict) ? verdict : Verdict.Error;
}
