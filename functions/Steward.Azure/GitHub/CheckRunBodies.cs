using Octokit;
using Steward.Changes;
using Steward.Gates;

namespace Steward.Azure.GitHub;

/// <summary>What is sent to GitHub for a change: status, conclusion and text.</summary>
internal static class CheckRunBodies
{
    /// <summary>A new check run.</summary>
    public static NewCheckRun New(string name, ChangeRecord change) => new(name, change.Id.Commit.ToString())
    {
        ExternalId = change.Id.ToString(),
        StartedAt = change.ReceivedAt,
        Status = Status(change),
        Conclusion = Conclusion(change),
        CompletedAt = CompletedAt(change),
        Output = Output(change),
    };

    /// <summary>The change of an existing one.</summary>
    public static CheckRunUpdate Update(string name, ChangeRecord change) => new()
    {
        Name = name,
        ExternalId = change.Id.ToString(),
        StartedAt = change.ReceivedAt,
        Status = Status(change),
        Conclusion = Conclusion(change),
        CompletedAt = CompletedAt(change),
        Output = Output(change),
    };

    /// <summary>In a few words, for evidence.</summary>
    public static string Describe(ChangeRecord change) =>
        IsDecided(change) ? ConclusionOf(change.Tree!.Verdict).ToString().ToLowerInvariant() : "in progress";

    private static bool IsDecided(ChangeRecord change) => change is { State: ChangeState.Decided, Tree: not null };

    private static CheckStatus Status(ChangeRecord change) => IsDecided(change) ? CheckStatus.Completed : CheckStatus.InProgress;

    private static StringEnum<CheckConclusion>? Conclusion(ChangeRecord change) => IsDecided(change) ? ConclusionOf(change.Tree!.Verdict) : null;

    private static DateTimeOffset? CompletedAt(ChangeRecord change) => IsDecided(change) ? change.DecidedAt : null;

    // Error fails: what could not be found out is not in order.
    private static CheckConclusion ConclusionOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass or Verdict.Waived => CheckConclusion.Success,
        Verdict.NotNeeded => CheckConclusion.Neutral,
        Verdict.Missing => CheckConclusion.ActionRequired,
        _ => CheckConclusion.Failure,
    };

    private static NewCheckRunOutput Output(ChangeRecord change) => new(VerdictMarkdown.Title(change), VerdictMarkdown.Summary(change));
}
