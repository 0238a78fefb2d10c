using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Xunit;
using TestResult = Steward.Stages.Testing.History.TestResult;

namespace Steward.UnitTests.Testing.History;

public sealed class TestNameTests
{
    [Fact]
    public void An_id_is_the_same_for_the_same_name_and_is_read_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<string?, string?, string?>((suite, className, name) =>
        {
            var test = new TestName(suite ?? "", className, name ?? "");
            var id = TestId.Of(test);
            return id == TestId.Of(test with { }) && TestId.TryParse(id.ToString(), out var read) && read == id && id.FullName == TestId.HashOf(test.FullName);
        }));

    [Fact]
    public void Tests_of_one_full_name_are_told_apart_by_their_suite()
    {
        var (a, b) = (TestId.Of(new TestName("linux", "Cart", "adds")), TestId.Of(new TestName("windows", "Cart", "adds")));
        Assert.Equal(a.FullName, b.FullName);
        Assert.NotEqual(a, b);
    }

    [Theory]
    [InlineData("")]
    [InlineData("t-")]
    [InlineData("t-00000000000000000000000g")]
    [InlineData("x-000000000000000000000000")]
    [InlineData("t- 00000000000000000000000")]
    public void What_is_no_id_is_a_name(string text) => Assert.False(TestId.TryParse(text, out _));

    [Theory]
    [InlineData("Expected 3 but was 4 at 10:02:33", "Expected 30 but was 41 at 9:00:00", true)]
    [InlineData("Expected 3", "Expected nothing", false)]
    public void A_failure_is_the_same_whatever_its_numbers(string a, string b, bool same) => Assert.Equal(same, FailureDigest.Of(a) == FailureDigest.Of(b));

    [Theory]
    [InlineData(TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Failed, true)]
    [InlineData(TestOutcome.Passed, TestOutcome.Passed, TestOutcome.Passed, false)]
    [InlineData(TestOutcome.Skipped, TestOutcome.Errored, TestOutcome.Errored, false)]
    public void Of_several_of_one_name_the_worst_counts_and_both_outcomes_are_seen(TestOutcome a, TestOutcome b, TestOutcome outcome, bool flaky)
    {
        var name = new TestName("s", null, "t");
        var joined = Assert.Single(TestFold.ById([new RanTest(name, new TestResult(a, 2, false, 0)), new RanTest(name, new TestResult(b, 1, false, 0))])).Test.Result;
        Assert.Equal((outcome, flaky, 2.0), (joined.Outcome, joined.Flaky, joined.Seconds));
    }
}
