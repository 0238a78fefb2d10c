using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Testing.Expectations;

public sealed class SparingTests
{
    private const string Quarantine = "unit: {}\n  quarantine: [{set: unit, test: S.q*, owner: ada, until: 2026-11-30, reason: It depends on the clock.}, {set: other, test: '*', owner: eve, until: 2026-11-30, reason: r}]";
    private const string Ended = "unit: {}\n  quarantine: [{set: unit, test: q, owner: ada, until: 2026-11-22, reason: r}]";

    [Theory]
    [InlineData("a+ q-", Verdict.Pass, "1 test passed. In quarantine, shown and not gating: S.q failed (owner ada, until 2026-11-30: It depends on the clock).")]
    [InlineData("a+ q1! q2- q3+", Verdict.Pass, "2 tests passed. In quarantine, shown and not gating: S.q1, S.q2 failed (owner ada, until 2026-11-30: It depends on the clock).")]
    [InlineData("a- q-", Verdict.Fail, "1 failed of 2 tests: S.a. In quarantine, shown and not gating: S.q failed")]
    [InlineData("a+ q+", Verdict.Pass, "2 tests passed. In quarantine and passed: S.q (owner ada, until 2026-11-30); it may be released from quarantine.")]
    [InlineData("a+", Verdict.Pass, "1 test passed. The quarantine of 'S.q*' (owner ada) fits no test of the reports: remove it from the policy.")]
    [InlineData("q+", Verdict.Fail, "Only tests in quarantine or on probation ran: they vouch for nothing.")]
    [InlineData("q-", Verdict.Fail, "Only tests in quarantine or on probation ran: they vouch for nothing.")]
    [InlineData("q~", Verdict.Fail, "0 of 1 test ran; the policy asks for at least 1.")]
    [InlineData("a~ q-", Verdict.Fail, "Only tests in quarantine or on probation ran: they vouch for nothing.")]
    [InlineData("", Verdict.Fail, "0 tests: an empty report is not a pass.")]
    [InlineData("a+ q- cut", Verdict.Fail, "Aborted: the report is incomplete: It breaks off. 1 failed of 2 tests: S.q.")]
    public void Quarantine_spares_failures_and_nothing_else(string tests, Verdict verdict, string reason) => Check(Quarantine, verdict, reason, $"report 1 {tests}");

    [Theory]
    [InlineData("a+ q-", Verdict.Fail, "1 failed of 2 tests: S.q. The quarantine of 'q' (owner ada) ended on 2026-11-22: S.q failed and gates again.")]
    [InlineData("a+ q+", Verdict.Pass, "2 tests passed. The quarantine of 'q' (owner ada) ended on 2026-11-22: remove it from the policy.")]
    public void After_its_last_day_failures_gate_again(string tests, Verdict verdict, string reason) => Check(Ended, verdict, reason, $"report 1 {tests}");

    [Theory]
    [InlineData(Verdict.Pass, "1 test passed. New, shown and not gating: S.n failed (on probation: passed 2 of 5).", "report 1 a+ n?2")]
    [InlineData(Verdict.Fail, "1 failed of 2 tests: S.n.", "report 1 a+ n?5")]
    [InlineData(Verdict.Fail, "1 failed of 2 tests: S.n.", "report 1 a+ n-")]
    [InlineData(Verdict.Fail, "1 errored of 2 tests: S.command.", "report 1 a+ command?0!")]
    [InlineData(Verdict.NotNeeded, "All of 2 tests failed, and all are on probation. New, shown and not gating: S.m failed (on probation: passed 0 of 5), S.n failed", "report 1 m?0 n?0")]
    [InlineData(Verdict.Fail, "Aborted: the report is incomplete: It breaks off. 1 failed of 2 tests: S.n.", "report 1 a+ n?0 cut")]
    [InlineData(Verdict.Fail, "2 failed of 3 tests: S.a, S.b. New, shown", "report 1 a- b- n?0")]
    [InlineData(Verdict.Fail, "Aborted: it died", "report 1 a+ n?0", "abort 1 because it died")]
    public void Probation_spares_failures_of_new_tests_and_nothing_else(Verdict verdict, string reason, params string[] events) => Check("unit: {}", verdict, reason, events);

    [Fact]
    public void The_policy_says_how_long_probation_is() => Check("unit: {}\n  probation: 2", Verdict.Fail, "1 failed of 2 tests: S.n.", "report 1 a+ n?2");

    [Fact]
    public void A_shard_that_is_missing_stays_missing_and_what_came_is_spared()
    {
        var node = SetStory.Judge("unit: {shards: 2}\n  quarantine: [{set: unit, test: q, owner: ada, until: 2026-11-30, reason: r}]", 0, "report 1 1/2 q- a+");
        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.Contains("In quarantine, shown and not gating: S.q failed", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_re_run_that_leaves_a_quarantined_test_out_still_spares_it() =>
        Check(Quarantine, Verdict.Pass, "Attempt 2: 1 test passed. 1 test as in attempt 1", "report 1 a- q-", "report 2 a+");

    private static void Check(string policy, Verdict verdict, string reason, params string[] events)
    {
        var node = SetStory.Judge(policy, 0, events);
        Assert.Equal((verdict, reason), (node.Verdict, node.Reason.Length > reason.Length ? node.Reason[..reason.Length] : node.Reason));
    }
}
