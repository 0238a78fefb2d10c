using Octokit;
using Steward.Changes;
using Steward.Gates;
using Steward.Gates.Notes;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>What is sent to GitHub for a change: status, conclusion and text.</summary>
/// <param name="name">The check run's name.</param>
/// <param name="change">The change.</param>
/// <param name="notes">What is added to its verdict.</param>
internal sealed class CheckRunBodies(string name, ChangeRecord change, VerdictNotes notes)
{
    private const int MaxTitle = 250;

    /// <summary>What tells it from other check runs of the app: the change, or what else it is about.</summary>
    public string ExternalId { get; init; } = change.Id.ToString();

    /// <summary>What stands before everything else; null: nothing.</summary>
    public string? Alert { get; init; }

    private bool IsDecided => change is { State: ChangeState.Decided, Tree: not null };

    private CheckStatus Status => IsDecided ? CheckStatus.Completed : CheckStatus.InProgress;

    private StringEnum<CheckConclusion>? Conclusion => IsDecided ? ConclusionOf(change.Tree!.Verdict) : null;

    private DateTimeOffset? CompletedAt => IsDecided ? change.DecidedAt : null;

    /// <summary>A new check run with some annotations.</summary>
    public NewCheckRun New(IReadOnlyList<NewCheckRunAnnotation> annotations) => new(name, change.Id.Commit.ToString())
    {
        ExternalId = ExternalId,
        StartedAt = change.ReceivedAt,
        Status = Status,
        Conclusion = Conclusion,
        CompletedAt = CompletedAt,
        Output = Output(annotations),
    };

    /// <summary>The change of an existing one; GitHub adds the annotations to those that it has.</summary>
    public CheckRunUpdate Update(IReadOnlyList<NewCheckRunAnnotation> annotations) => new()
    {
        Name = name,
        ExternalId = ExternalId,
        StartedAt = change.ReceivedAt,
        Status = Status,
        Conclusion = Conclusion,
        CompletedAt = CompletedAt,
        Output = Output(annotations),
    };

    /// <summary>In a few words, for evidence.</summary>
    public string Describe() => IsDecided ? ConclusionOf(change.Tree!.Verdict).ToString().ToLowerInvariant() : "in progress";

    // Error fails: what could not be found out is not in order.
    private static CheckConclusion ConclusionOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass or Verdict.Waived => CheckConclusion.Success,
        Verdict.NotNeeded => CheckConclusion.Neutral,
        Verdict.Missing => CheckConclusion.ActionRequired,
        _ => CheckConclusion.Failure,
    };

    private NewCheckRunOutput Output(IReadOnlyList<NewCheckRunAnnotation> annotations) => new(Texts.Clip(Alert, MaxTitle) ?? VerdictMarkdown.Title(change), VerdictMarkdown.Summary(change))
    {
        Text = NotesMarkdown.Text(change.Id, notes) ?? "",
        Annotations = annotations.Count == 0 ? null : annotations,
    };
}
