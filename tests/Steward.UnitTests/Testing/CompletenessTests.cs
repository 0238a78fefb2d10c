using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Every part that was announced has to come: shards, attempts and tests, whoever announced them.</summary>
public sealed class CompletenessTests
{
    private const string Four = "unit: {shards: 4}";
    private const string Plain = "unit: {}";
    private const string All = "report 1 1/4 a+; report 1 2/4 b+; report 1 3/4 c+; report 1 4/4 d+";
    private const string ButThree = "report 1 1/4 a+; report 1 2/4 b+; report 1 4/4 d+";

    [Theory]
    [InlineData(Four, All, "4 tests passed.")]
    [InlineData(Plain, All, "4 tests passed.")]
    [InlineData(Four, "announce 1 shards=4; " + All, "4 tests passed.")]
    [InlineData("unit: {shards: 1}", "report 1 1/1 a+; report 1 b+", "2 tests passed.")]
    [InlineData(Four, All + "; report 2 3/4 c+ e+", "5 tests passed. Shard 3 of 4 with attempt 2.")]
    [InlineData(Four, "report 1 1/4 a+; report 1 2/4 b+; report 1 3/4 c- d+; report 1 4/4 e+; report 2 3/4 c+", "5 tests passed. 1 test as in attempt 1, which a later one did not run. Shard 3 of 4 with attempt 2.")]
    [InlineData(Plain, "announce 1 tests=a,S.b; report 1 a+ b~", "1 test passed, 1 skipped.")]
    [InlineData(Plain, "announce 1 tests=a,b; announce 2 tests=b; report 1 a+ b-; report 2 b+", "Attempt 2: 2 tests passed. 1 test as in attempt 1")]
    [InlineData(Plain, "abort 1 because the machine died; report 2 a+", "Attempt 2: 1 test passed.")]
    [InlineData(Plain, "abort 1 because the machine died; report 1 a+; report 2 a+", "Attempt 2: 1 test passed.")]
    [InlineData(Plain, "abort 1 by=workflow because job 'test' failed; report 1 a+", "1 test passed.")]
    [InlineData(Plain, "announce 1 shards=2 by=workflow; report 1 1/4 a+; report 1 2/4 b+; report 1 3/4 c+; report 1 4/4 d+", "4 tests passed.")]
    [InlineData(Four, All + "; announce 2 shards=4 parts=1 by=workflow; report 2 3/4 c+", "4 tests passed.")]
    [InlineData(Plain, "announce 2 shards=2 shard=1; report 1 1/2 a+; report 1 2/2 b+; report 2 1/2 a+", "2 tests passed.")]
    public void What_has_come_completely_passes(string policy, string events, string reason) => Check(policy, 0, events, Verdict.Pass, reason);

    [Theory]
    [InlineData(Four, ButThree, "Shard 3 of 4 has not reported yet; awaited until 2026-11-23 12:30 UTC")]
    [InlineData(Plain, ButThree, "Shard 3 of 4 has not reported yet")]
    [InlineData(Four, "report 1 1/4 a+", "Shard 2 of 4, shard 3 of 4, shard 4 of 4 have not reported yet")]
    [InlineData("unit: {shards: 9}", "report 1 1/9 a+", "Shard 2 of 9, shard 3 of 9, shard 4 of 9 and 5 more have not reported yet")]
    [InlineData(Four, "", "Shard 1 of 4, shard 2 of 4, shard 3 of 4 and 1 more have not reported yet")]
    [InlineData(Plain, "announce 1 shards=3 at=10", "Shard 1 of 3, shard 2 of 3, shard 3 of 3 have not reported yet; awaited until 2026-11-23 12:40 UTC")]
    [InlineData(Plain, "announce 1 shards=2 by=workflow; report 1 1/2 a+", "Shard 2 of 2 has not reported yet")]
    [InlineData(Plain, "report 1 a+; announce 2 at=5", "Attempt 2 was announced and has not reported yet; awaited until 2026-11-23 12:35 UTC")]
    [InlineData(Plain, "report 1 a-; announce 2", "Attempt 2 was announced and has not reported yet")]
    [InlineData(Plain, "announce 2", "Attempt 2 was announced and has not reported yet")]
    [InlineData(Four, All + "; announce 2 shards=4 shard=3", "Attempt 2 of shard 3 of 4 was announced and has not reported yet")]
    [InlineData(Four, All + "; announce 2 shards=4 parts=1 by=workflow", "Attempt 2 runs 1 of 4 shards again, and none of them have reported completely. Awaited until 2026-11-23 12:30 UTC.")]
    [InlineData(Plain, "announce 1 tests=a,b,c; report 1 a+", "2 of 3 announced tests are in no report: b, c. Awaited until 2026-11-23 12:30 UTC.")]
    [InlineData(Plain, "announce 1 tests=a,b,c,d,e,f; report 1 a+", "5 of 6 announced tests are in no report: b, c, d and 2 more.")]
    [InlineData(Plain, "announce 2 tests=b; report 1 a+ b+; report 2 a+", "1 of 1 announced test is in no report: b.")]
    [InlineData(Four, ButThree + "; report 1 c+", "Shard 3 of 4 has not reported yet")]
    [InlineData("unit: {required: false}", "announce 1", "No report yet; awaited until")]
    public void What_has_not_come_is_missing_by_name_and_awaited(string policy, string events, string reason)
    {
        var node = Check(policy, 1, events, Verdict.Missing, reason);
        Assert.True(node.AwaitUntil > SetStory.Received.AddMinutes(1));
        var after = Check(policy, 120, events, Verdict.Missing, "");
        Assert.Null(after.AwaitUntil);
        Assert.Contains("othing is awaited any more since", after.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Plain, "report 1 a+; announce 2", "Attempt 2 was announced and never reported, and nothing is awaited any more since 2026-11-23 12:30 UTC: upload its reports with 'steward results push FILE... --set unit --attempt 2'.")]
    [InlineData(Four, ButThree, "Shard 3 of 4 never reported, and nothing is awaited any more since 2026-11-23 12:30 UTC: upload its reports with 'steward results push FILE... --set unit --shard K/N'.")]
    [InlineData("unit: {command: ./e2e, results: r.xml, where: lab}", "", "Never reported, and nothing is awaited any more since 2026-11-23 12:30 UTC: upload its reports with 'steward results push FILE... --set unit' after running './e2e' on a node of a lab (where: lab), which nobody starts for it.")]
    [InlineData(Plain, "", "Never reported, and nothing is awaited any more since 2026-11-23 12:30 UTC")]
    public void After_the_deadline_the_sentence_says_what_to_do(string policy, string events, string reason) => Check(policy, 60, events, Verdict.Missing, reason);

    [Theory]
    [InlineData(Four, "report 1 1/5 a+", "It is not clear how many shards there are: the policy says 4, reports say 5.")]
    [InlineData(Plain, "announce 1 shards=2; report 1 1/3 a+", "It is not clear how many shards there are: an announcement says 2, reports say 3. What is recorded of a commit stays: make them agree from the next commit on, so that every one of them is awaited, or have this one waived.")]
    [InlineData(Plain, "report 1 1/3 a+; report 2 1/2 a+", "It is not clear how many shards there are: reports say 2, reports say 3.")]
    [InlineData("unit: {shards: 1}", "report 1 1/2 a+", "It is not clear how many shards there are: the policy says 1, reports say 2.")]
    [InlineData("unit: {shards: 2}", "announce 1 shards=3 by=workflow", "It is not clear how many shards there are: the policy says 2, the workflow has jobs for 3.")]
    public void Where_the_numbers_of_shards_disagree_both_are_named(string policy, string events, string reason) => Check(policy, 0, events, Verdict.Fail, reason);

    [Theory]
    [InlineData(Plain, "abort 1 because the machine died", "Aborted: the machine died.")]
    [InlineData(Plain, "abort 1 because the machine died; report 1 a+", "Aborted: the machine died.")]
    [InlineData(Plain, "report 1 a+; abort 2 because the machine died", "Aborted: attempt 2: the machine died.")]
    [InlineData(Plain, "announce 1; abort 1 by=workflow because job 'test' was cancelled", "Aborted: job 'test' was cancelled.")]
    [InlineData(Four, ButThree + "; abort 1 by=workflow because job 'test (3)' was cancelled", "Aborted: shard 3 of 4: job 'test (3)' was cancelled. 3 tests passed.")]
    [InlineData(Four, All + "; abort 2 shards=4 shard=3 because out of memory", "Aborted: shard 3 of 4, attempt 2: out of memory. 3 tests passed.")]
    [InlineData(Four, "report 1 1/4 a-; report 1 2/4 b+; report 1 4/4 d+; abort 1 shards=4 shard=3 because out of memory", "Aborted: shard 3 of 4: out of memory. 1 failed of 3 tests: S.a.")]
    [InlineData(Plain, "report 1 a+ b- cut", "Aborted: the report is incomplete: It breaks off. 1 failed of 2 tests: S.b.")]
    [InlineData(Four, All + "; announce 2 shards=4 parts=1 by=workflow; abort 2 shards=4 parts=1 by=workflow because job 'x' was cancelled", "Aborted: job 'x' was cancelled.")]
    [InlineData(Plain, "report 1 a+; announce 2; report 2 a+ cut", "Aborted: attempt 2: the report is incomplete: It breaks off.")]
    public void What_was_cut_off_is_aborted(string policy, string events, string reason) => Check(policy, 0, events, Verdict.Fail, reason);

    [Theory]
    [InlineData(Plain, "announce 1; report 1", Verdict.Fail, "0 tests: an empty report is not a pass.")]
    [InlineData(Plain, "report 1 a+; announce 2; report 2", Verdict.Fail, "Attempt 2: 0 tests: an empty report is not a pass.")]
    [InlineData(Four, ButThree + "; report 1 3/4", Verdict.Fail, "Shard 3 of 4: 0 tests: an empty report is not a pass.")]
    [InlineData(Four, "report 1 1/4 a-", Verdict.Fail, "1 failed of 1 test: S.a. Shard 2 of 4, shard 3 of 4, shard 4 of 4 have not reported yet")]
    [InlineData(Four, All + "; report 2 3/4 c-", Verdict.Fail, "1 failed of 4 tests: S.c. Shard 3 of 4 with attempt 2.")]
    [InlineData(Four, All + "; report 2 3/4 c- cut", Verdict.Fail, "Shard 3 of 4, attempt 2: 1 failed of 1 test: S.c.")]
    [InlineData(Four, All + "; report 1 c-", Verdict.Fail, "1 failed of 1 test: S.c.")]
    [InlineData("unit: {shards: 4, minimum: 5}", All, Verdict.Fail, "4 of 4 tests ran; the policy asks for at least 5.")]
    public void What_came_and_is_not_in_order_fails(string policy, string events, Verdict verdict, string reason) => Check(policy, 0, events, verdict, reason);

    [Fact]
    public void A_shard_that_is_run_again_replaces_only_itself()
    {
        const string Matrix = "report 1 1/2 a- b+; report 1 2/2 a- b+";
        Check(Plain, 0, Matrix + "; report 2 1/2 a+ b+", Verdict.Fail, "1 failed of 4 tests: S.a.");
        Check(Plain, 0, Matrix + "; report 2 1/2 a+ b+; report 2 2/2 a+ b+", Verdict.Pass, "4 tests passed.");
    }

    [Fact]
    public void A_whole_newer_attempt_may_share_its_tests_out_differently_and_loses_none()
    {
        Check(Plain, 0, "report 1 1/2 a- b+; report 1 2/2 c+; report 2 1/2 b+; report 2 2/2 a+ c+", Verdict.Pass, "3 tests passed.");
        Check(Plain, 0, "report 1 1/2 a- b+; report 1 2/2 c+; report 2 1/2 b+; report 2 2/2 c+", Verdict.Fail, "1 failed of 3 tests: S.a (attempt 1).");
        Check(Plain, 0, "report 1 1/2 a+; report 1 2/2 a- b+; report 2 1/2 a+; report 2 2/2 b+", Verdict.Fail, "1 failed of 3 tests: S.a (attempt 1).");
    }

    [Fact]
    public void A_set_that_nobody_declared_counts_once_it_is_announced()
    {
        VerdictNode Judge(params string[] events) => new SetStory { Policy = "other: {required: false}" }.With(events).Judge();
        Assert.Equal(Verdict.NotNeeded, Judge("report 1 a-").Verdict);
        Assert.Equal(Verdict.Missing, Judge("announce 1").Verdict);
        Assert.Equal(Verdict.Fail, Judge("announce 1", "report 1 a-").Verdict);
        Assert.Equal(Verdict.Pass, Judge("announce 1", "report 1 a+").Verdict);
    }

    private static VerdictNode Check(string policy, int now, string events, Verdict verdict, string reason)
    {
        var node = SetStory.Judge(policy, now, events.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.True(verdict == node.Verdict, $"{node.Verdict}: {node.Reason}");
        Assert.StartsWith(reason, node.Reason, StringComparison.Ordinal);
        return node;
    }
}
