using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Xunit;

namespace Steward.UnitTests.Testing.History;

public sealed class TrendTests
{
    [Theory]
    [InlineData(false, 5.0, 1.0, 1.0, 1.0, 1.0)] // four are too few
    [InlineData(true, 5.0, 1.0, 1.1, 0.9, 1.0, 1.0)]
    [InlineData(false, 1.4, 1.0, 1.0, 1.0, 1.0, 1.0)] // less than half a second
    [InlineData(false, 12.0, 10.0, 10.1, 9.9, 10.0, 10.0)] // less than three tenths
    [InlineData(true, 14.0, 10.0, 10.1, 9.9, 10.0, 10.0)]
    [InlineData(false, 5.0, 1.0, 4.0, 2.0, 6.0, 3.0)] // it always varied
    [InlineData(true, 5.0, 1.0, 1.0, 60.0, 1.0, 1.0, 1.0)] // one slow run of the past hides nothing
    [InlineData(false, 0.1, 5.0, 5.0, 5.0, 5.0, 5.0)] // faster
    public void Only_what_chance_does_not_explain_is_a_regression(bool expected, params double[] newestFirst) =>
        Assert.Equal(expected, DurationShift.Of(Timelines.Lasting(newestFirst)) is { IsRegression: true });

    [Theory]
    [InlineData("p f f", null)]
    [InlineData("pf f p", null)]
    [InlineData("f p", "0 good 1 red 1 unsure 0")]
    [InlineData("f f f p p", "2 good 3 red 3 unsure 0")]
    [InlineData("f pf f b p f", "2 good 4 red 2 unsure 1")]
    [InlineData("f f m s p", "1 good 4 red 2 unsure 0")]
    [InlineData("f f", "1 good none red 2 unsure 0")]
    [InlineData("f pf", "0 good none red 1 unsure 1")]
    public void The_first_failing_commit_is_the_oldest_red_one_after_the_last_green_one(string runs, string? expected)
    {
        var red = FirstFailure.Of(CommitOutcome.Of(Timelines.Of(runs)));
        string Number(CommitOutcome? commit) => commit is null ? "none" : $"{Enumerable.Range(0, 10).Single(i => Timelines.Commit(i) == commit.Commit)}";
        Assert.Equal(expected, red is null ? null : $"{Number(red.FirstBad)} good {Number(red.LastGood)} red {red.RedCommits} unsure {red.Unsure}");
    }

    [Fact]
    public void Changes_in_between_that_did_not_run_the_test_are_counted()
    {
        var entries = Timelines.Of("f f p");
        var red = FirstFailure.Of(CommitOutcome.Of(entries))!;
        CommitSha[] pushed = [Timelines.Commit(0), Timelines.Commit(1), Timelines.Commit(50), Timelines.Commit(51), Timelines.Commit(2)];
        var ran = entries.Select(e => e.Run.Commit).ToHashSet();
        Assert.Equal(2, red.Between(pushed, ran).NotRun);
        Assert.Equal(1, red.Between(pushed, ran.Append(Timelines.Commit(50)).ToHashSet()).NotRun);
        Assert.Null(red.Between(pushed[..3], ran).NotRun);
    }

    [Fact]
    public void The_median_lies_in_the_middle() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(-1000, 1000).NonEmptyListOf().ToArbitrary(), numbers =>
    {
        var values = numbers.Select(n => (double)n).ToList();
        var median = DurationShift.MedianOf(values);
        return values.Count(v => v < median) <= values.Count / 2 && values.Count(v => v > median) <= values.Count / 2;
    }));

    [Theory]
    [InlineData(null, null, "Nothing is known of the environments: neither is one declared, nor has the uploading machine reported itself (have machines report themselves with 'steward env check --upload PRODUCT --machine NAME', NAME being that of the token they upload results with).")]
    [InlineData("aaaaaaaaaaaa", "aaaaaaaaaaaa", "Nothing that is known of the environments differs from the last green run.")]
    [InlineData("aaaaaaaaaaaa", "bbbbbbbbbbbb", "Since the last green run the declared environment changed from aaaaaaaaaa to bbbbbbbbbb.")]
    public void Environments_are_compared_by_fingerprint_where_nothing_else_is_known(string? green, string? red, string sentence) =>
        Assert.Equal(sentence, EnvironmentDifference.Of(new RunEnvironment(green, null, null, []), new RunEnvironment(red, null, null, [])).Summary);

    [Fact]
    public void Environments_are_compared_item_by_item_where_the_machines_have_reported()
    {
        var green = new RunEnvironment("aa", "build-7", "aa", ["git 2.30 instead of 2.43", "node none instead of 22"]);
        var red = green with { Drifted = ["git 2.30 instead of 2.43", "dotnet 9.0 instead of 10.0"] };
        var difference = EnvironmentDifference.Of(green, red);
        Assert.Equal(["dotnet 9.0 instead of 10.0"], difference.Added);
        Assert.Equal(["node none instead of 22"], difference.Gone);
        Assert.Equal(
            "Since the last green run new on the machine: dotnet 9.0 instead of 10.0; no more on the machine: node none instead of 22.", difference.Summary);
    }

    [Theory]
    [InlineData("build-7", "build-8", "20.11.1", "22.3.0", "On one commit it failed on build-8 and passed on build-7: node is 22.3.0 where it failed and 20.11.1 where it passed.")]
    [InlineData("build-7", "build-8", "22.3.0", "22.3.0", "On one commit it failed on build-8 and passed on build-7: nothing that is known of the two machines differs.")]
    [InlineData("build-7", "build-7", "22.3.0", "22.3.0", "On one commit it failed and passed on build-7: nothing that is known of the machine differs.")]
    [InlineData("build-7", null, "22.3.0", "", "On one commit it failed on an unknown machine and passed on build-7: to see what differs, have machines report themselves with 'steward env check --upload")]
    public void Two_machines_of_one_commit_are_compared_by_what_they_have(string? there, string? here, string green, string red, string sentence)
    {
        static RunEnvironment Machine(string? name, string node) =>
            new(null, name, null, []) { Found = new Dictionary<string, string> { ["node"] = node, ["git"] = "2.47" } };
        Assert.StartsWith(sentence, EnvironmentDifference.OfSameCommit(Machine(there, green), Machine(here, red)).Summary, StringComparison.Ordinal);
    }
}
