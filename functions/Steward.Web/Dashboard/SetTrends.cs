using Steward.Stages.Testing.History;

namespace Steward.Web.Dashboard;

/// <summary>What the page of trends shows of one set.</summary>
/// <param name="Set">The set.</param>
/// <param name="NewestFirst">Its runs, newest first.</param>
/// <param name="Flaky">Its flaky tests.</param>
/// <param name="Slow">Its slowest tests.</param>
public sealed record SetTrends(string Set, IReadOnlyList<RunTrend> NewestFirst, FlakyList Flaky, SlowList Slow)
{
    /// <summary>Its runs, oldest first.</summary>
    public IReadOnlyList<RunTrend> OldestFirst { get; } = [.. NewestFirst.Reverse()];

    /// <summary>The time of all tests together, oldest first.</summary>
    public IReadOnlyList<DurationPoint> Durations =>
        [.. OldestFirst.Select(r => new DurationPoint(r.Counts.Seconds, r.Counts.NotInOrder > 0, r.Counts.NotInOrder > 0 ? "fail" : "pass", r.Text))];

    /// <summary>The flaky tests, for a list.</summary>
    public IReadOnlyList<ListedTest> FlakyItems =>
        [.. Flaky.Tests.Select(t => new ListedTest(t.Id.ToString(), t.Name, TestWording.Score(t.Flakiness)))];

    /// <summary>The slowest tests, for a list.</summary>
    public IReadOnlyList<ListedTest> SlowItems =>
        [.. Slow.Tests.Select(t => new ListedTest(t.Id.ToString(), t.Name, TestWording.Seconds(t.MedianSeconds) + (t.Shift is { IsRegression: true } ? $", now {TestWording.Seconds(t.NewestSeconds)}" : "")))];
}

/// <summary>A test in a short list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">What the list is about.</param>
public sealed record ListedTest(string Id, string Name, string Text);
