namespace Steward.Changes;

/// <summary>The kinds of evidence that a change itself leaves.</summary>
public static class ChangeEvidence
{
    /// <summary>A commit was pushed as the head of a change. Payload: the list of <see cref="Source.ChangedFile"/>.</summary>
    public const string Received = "change.received";

    /// <summary>A commit came along in a change; details: <c>head</c>, the sha that it was judged with.</summary>
    public const string Covered = "change.covered";

    /// <summary>A change was decided; details: <c>verdict</c>, payload: the verdict tree.</summary>
    public const string Decided = "change.decided";

    /// <summary>The verdict was shown outside; details: <c>where</c>.</summary>
    public const string Published = "change.published";

    /// <summary>True for what a decision itself leaves: it is no reason to decide again.</summary>
    public static bool IsOfDecision(string kind) => kind is Decided or Published;
}
