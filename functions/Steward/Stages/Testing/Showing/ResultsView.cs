using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Showing;

/// <summary>What is known of the tests of one commit.</summary>
/// <param name="Change">The product and the commit.</param>
/// <param name="Branch">What was pushed, or null when the commit was not received as a change.</param>
/// <param name="Title">The first line of the commit's message, or null.</param>
/// <param name="Sets">Its test sets: those that are not in order first.</param>
public sealed record ResultsView(ChangeId Change, string? Branch, string? Title, IReadOnlyList<SetView> Sets)
{
    /// <summary>Why the policy could not be read, so that only what was announced and reported is known; null when it could.</summary>
    public string? Problem { get; init; }
}

/// <summary>One test set of a commit.</summary>
/// <param name="Set">Its name.</param>
/// <param name="Verdict">What the gate would say of it now.</param>
/// <param name="Reason">In a sentence.</param>
/// <param name="Counts">What its newest complete reports count.</param>
/// <param name="Parts">Its shards, or the whole set.</param>
/// <param name="Tests">Its tests, those that are not in order first, a page of them.</param>
/// <param name="Total">How many tests are listed on all pages.</param>
/// <param name="Next">The number of the next page; null when there is none.</param>
public sealed record SetView(
    string Set, Verdict Verdict, string Reason, ReportCounts Counts, IReadOnlyList<PartView> Parts, IReadOnlyList<TestView> Tests, int Total, int? Next)
{
    /// <summary>Until when what is missing is awaited; null when nothing is.</summary>
    public DateTimeOffset? AwaitUntil { get; init; }

    /// <summary>Tests that are counted but listed nowhere, because the report was too large.</summary>
    public int Unlisted { get; init; }
}

/// <summary>How far a part of a test set is.</summary>
public enum PartState
{
    /// <summary>It has reported completely.</summary>
    Complete,

    /// <summary>Nothing has come of it.</summary>
    Missing,

    /// <summary>It was cut off.</summary>
    Aborted,

    /// <summary>What has come of it is not complete, or cannot be read.</summary>
    Incomplete,
}

/// <summary>A part of a test set.</summary>
/// <param name="Name">Its name: <c>shard 2 of 4</c>, or <c>whole set</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">What has come of it, the newest attempt first.</param>
public sealed record PartView(string Name, PartState State, IReadOnlyList<AttemptView> Attempts);

/// <summary>An attempt of a part.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Counts">What it counts.</param>
/// <param name="IsCounting">True when it is the newest complete one.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
public sealed record AttemptView(int Number, ReportCounts Counts, bool IsCounting, string? Problem);

/// <summary>A test of a set.</summary>
/// <param name="Id">Its id, by which its history is found.</param>
/// <param name="Name">Its full name.</param>
/// <param name="Outcome">Its newest outcome.</param>
/// <param name="DurationSeconds">How long it took.</param>
/// <param name="Message">What the report says, or null.</param>
/// <param name="Attempt">The attempt that this is of.</param>
/// <param name="Part">The part that it ran in, or null for the whole set.</param>
/// <param name="Flaky">True when it both failed and passed.</param>
public sealed record TestView(
    TestId Id, string Name, TestOutcome Outcome, double DurationSeconds, string? Message, int Attempt, string? Part, bool Flaky)
{
    /// <summary>True when it is not in order.</summary>
    public bool IsBad => Outcome is TestOutcome.Failed or TestOutcome.Errored;

    /// <summary>Lines of code that its report names beside the message, the innermost first, or null.</summary>
    public string? Places { get; init; }

    /// <summary>Where its report says that it stands in the code, or null.</summary>
    public SourcePlace? Place { get; init; }
}
