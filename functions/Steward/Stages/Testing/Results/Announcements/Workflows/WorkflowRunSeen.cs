using Steward.Intake;
using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Announcements.Workflows;

/// <summary>A workflow run about a commit, as its event tells of it.</summary>
/// <param name="Change">The product and the commit that the run is about.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="Run">The run.</param>
/// <param name="Attempt">Its attempt: that of the test sets as well.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Path">The workflow's file: <c>.github/workflows/tests.yml</c>; empty when it is not told.</param>
/// <param name="IsCompleted">True when it has ended.</param>
/// <param name="Conclusion">GitHub's conclusion, or null.</param>
public sealed record WorkflowRunSeen(
    ChangeId Change, string Actor, long Run, int Attempt, string Name, string Path, bool IsCompleted, string? Conclusion)
{
    /// <summary>What an event tells.</summary>
    public static WorkflowRunSeen Of(WorkflowRunChanged happened) => new(
        new ChangeId(happened.Product, happened.Head), happened.Actor, happened.RunId, happened.Attempt, happened.Name, happened.Path.Split('@')[0],
        happened.Action == "completed", happened.Conclusion);

    /// <summary>Whether the policy means this workflow: by its name, its file, or the file's whole path.</summary>
    public bool Is(string? workflow) =>
        workflow is not null && (workflow == Name || workflow == Path || (Path.Length > 0 && workflow == Path[(Path.LastIndexOf('/') + 1)..]));
}
