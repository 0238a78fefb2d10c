using Steward.Kernel;
using Steward.Stages;

namespace Steward.Changes;

/// <summary>The input of a change's orchestration. It carries the steps, so that a history is replayed with those it began with.</summary>
/// <param name="Change">The product and the pushed commit.</param>
/// <param name="Ref">What was pushed: <c>refs/heads/main</c>.</param>
/// <param name="Before">The head before; none when not known.</param>
/// <param name="Actor">Who pushed.</param>
/// <param name="ReceivedAt">When the push was received.</param>
/// <param name="Steps">The orchestrations to run, one a capability.</param>
public sealed record ChangeRequest(
    ChangeId Change, string Ref, CommitSha Before, string Actor, DateTimeOffset ReceivedAt, IReadOnlyList<StageStep> Steps);

/// <summary>What <see cref="DecideChange"/> is given.</summary>
/// <param name="Request">The change.</param>
/// <param name="Faults">Capabilities that failed, <c>stage/capability</c>, with the reason.</param>
/// <param name="Final">True when the orchestration itself is ending in failure, so that nothing is awaited any more.</param>
public sealed record DecideRequest(ChangeRequest Request, IReadOnlyDictionary<string, string> Faults, bool Final = false);

/// <summary>What was decided.</summary>
/// <param name="Verdict">The verdict of the whole gate.</param>
/// <param name="AwaitUntil">Until when something announced may still come; null: nothing is awaited.</param>
public sealed record Decision(Gates.Verdict Verdict, DateTimeOffset? AwaitUntil);

/// <summary>How far a change is, as its orchestration's custom status.</summary>
/// <param name="Steps">Each capability (<c>stage/capability</c>) with <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Verdict">The newest verdict, or null.</param>
public sealed record ChangeProgress(IReadOnlyDictionary<string, string> Steps, Gates.Verdict? Verdict)
{
    /// <summary>The state of a step that failed.</summary>
    public const string Failed = "failed";
}
