using Steward.Kernel;

namespace Steward.Gates;

/// <summary>
/// What a capability of another stage makes for each release from what is known of its head, such as its bill of materials. It is pure; what it
/// makes is appended with the decision, and the passport lists it.
/// </summary>
public interface IReleaseMaterial
{
    /// <summary>What it makes; nothing where the head lacks what it is made of.</summary>
    /// <param name="head">The facts about the head.</param>
    /// <param name="release">The release.</param>
    IEnumerable<UnrecordedEvidence> Make(GateFacts head, ReleaseMark release);
}

/// <summary>A release, as those outside of its stage know it.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Time">When it was asked for.</param>
public sealed record ReleaseMark(string Tag, CommitSha Commit, DateTimeOffset Time);
