using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Testing.History;
using Xunit;

namespace Steward.UnitTests.Testing.History;

public sealed class FlakinessTests
{
    [Theory]
    [InlineData("", FlakyVerdict.TooFewRuns, 0)]
    [InlineData("pf p p p p p p", FlakyVerdict.TooFewRuns, 1)]
    [InlineData("p p p p p p p p p p p", FlakyVerdict.Steady, 0)]
    [InlineData("f f f f f f f f f f f", FlakyVerdict.Steady, 0)]
    [InlineData("f p f p f p f p f p f", FlakyVerdict.Steady, 0)]
    [InlineData("pf p p p p p p p p p", FlakyVerdict.Flaky, 1)]
    [InlineData("p fp p pf p p p p p p", FlakyVerdict.Flaky, 2)]
    [InlineData("b p p p p p p p p p", FlakyVerdict.Flaky, 1)]
    [InlineData("pm p p p p p p p p p p", FlakyVerdict.Steady, 0)]
    [InlineData("ps p p p p p p p p p p", FlakyVerdict.Steady, 0)]
    [InlineData("sf p p p p p p p p p p", FlakyVerdict.Steady, 0)]
    public void The_same_commit_with_both_outcomes_is_flaky_and_nothing_else(string runs, FlakyVerdict verdict, int evidence)
    {
        var flakiness = Flakiness.Of(Timelines.Of(runs));
        Assert.Equal((verdict, evidence), (flakiness.Verdict, flakiness.Evidence.Count));
    }

    [Fact]
    public void The_evidence_names_the_commits_with_their_runs()
    {
        var evidence = Assert.Single(Flakiness.Of(Timelines.Of("p p ffp p")).Evidence);
        Assert.Equal((Timelines.Commit(2), 1, 2), (evidence.Commit, evidence.Passed, evidence.Failed));
    }

    [Fact]
    public void An_old_flake_weighs_less_and_is_forgotten_at_last()
    {
        string Before(int commits) => string.Join(' ', Enumerable.Repeat("p", commits)) + " pf " + string.Join(' ', Enumerable.Repeat("p", 30));
        var scores = new[] { 0, 20, 40, 60 }.Select(n => Flakiness.Of(Timelines.Of(Before(n)))).ToList();
        Assert.Equal(scores.Select(s => s.Score).OrderDescending(), scores.Select(s => s.Score));
        Assert.Equal([FlakyVerdict.Flaky, FlakyVerdict.Flaky, FlakyVerdict.Flaky, FlakyVerdict.Steady], scores.Select(s => s.Verdict));
    }

    [Fact]
    public void The_score_is_a_share_and_says_whether_there_is_evidence() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Histories, history =>
    {
        var flakiness = Flakiness.Of(Timelines.Of(history));
        return flakiness.Score is >= 0 and <= 1 && (flakiness.Score > 0 || flakiness.Evidence.Count == 0 || history.Split(' ').Length > 100);
    }));

    [Fact]
    public void One_more_flake_never_lowers_the_score_and_one_more_pass_never_raises_it() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Histories, history =>
    {
        var before = Flakiness.Of(Timelines.Of(history)).Score;
        return Flakiness.Of(Timelines.Of("pf " + history)).Score >= before && Flakiness.Of(Timelines.Of("p " + history)).Score <= before;
    }));

    [Fact]
    public void The_order_of_attempts_and_runs_that_failed_as_a_whole_change_nothing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Histories, history =>
    {
        var turned = string.Join(' ', history.Split(' ').Select(w => new string([.. w.Reverse()]) + "m"));
        return Flakiness.Of(Timelines.Of(history)).Score.Equals(Flakiness.Of(Timelines.Of(turned)).Score);
    }));

    private static Arbitrary<string> Histories =>
        Gen.Elements("p", "f", "pf", "fp", "ffp", "b", "s", "pp", "ff", "ms").NonEmptyListOf().Select(words => string.Join(' ', words)).ToArbitrary();
}
