using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Testing.Expectations;

public sealed class ExpectedTestsTests
{
    private const string Keeps = "unit: {keep: released, removed: [{test: old*, reason: replaced}, {test: S.gone, reason: r}]}";

    [Theory]
    [InlineData("report 1 a+ b+", Verdict.Pass, "2 tests passed.")]
    [InlineData("report 1 a+ bb+", Verdict.Pass, "2 tests passed.")]
    [InlineData("report 1 a+", Verdict.Missing, "1 test that the policy names is in no report: S.b*. Awaited until 2026-11-23 12:30 UTC. 1 test passed.")]
    [InlineData("report 1 b- c+", Verdict.Fail, "1 failed of 2 tests: S.b. 1 test that the policy names is in no report: a.")]
    [InlineData("report 1 a~ b+", Verdict.Fail, "1 test that the policy names was skipped: a.")]
    [InlineData("report 1 a+ b+ cut", Verdict.Fail, "Aborted")]
    public void Named_tests_must_have_run(string report, Verdict verdict, string reason) => Check("unit: {tests: [a, S.b*]}", verdict, reason, report);

    [Theory]
    [InlineData("released v1 S.a,S.b", "a+ b~ c+", Verdict.Pass, "2 tests passed, 1 skipped. All 2 tests that passed in v1 are still there.")]
    [InlineData("released v1 S.a,S.b,S.c", "a+", Verdict.Fail, "2 of 3 tests that passed in v1 have disappeared without a note: S.b, S.c. Bring them back, or note each under 'removed' of this set.")]
    [InlineData("released v1 S.a,S.gone,S.older", "a+", Verdict.Pass, "1 test passed. Of 3 tests that passed in v1, 2 are gone, with a note.")]
    [InlineData("released v1", "a+", Verdict.Pass, "1 test passed. The last released version, v1, has no passed test of this set.")]
    [InlineData("released", "a+", Verdict.Pass, "1 test passed. No version was released yet, so no test of one can have disappeared.")]
    [InlineData("announce 1", "a+", Verdict.Missing, "The tests of the last released version were not looked up for this change.")]
    public void No_test_disappears_without_a_note(string released, string report, Verdict verdict, string reason) => Check(Keeps, verdict, reason, released, $"report 1 {report}");

    private static void Check(string policy, Verdict verdict, string reason, params string[] events)
    {
        var node = SetStory.Judge(policy, 0, events);
        Assert.Equal((verdict, reason), (node.Verdict, node.Reason.Length > reason.Length ? node.Reason[..reason.Length] : node.Reason));
    }
}
