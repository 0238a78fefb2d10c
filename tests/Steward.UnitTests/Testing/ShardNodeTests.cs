using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Shards that are not in order have nodes of their own below the set's.</summary>
public sealed class ShardNodeTests
{
    private const string Four = "unit: {shards: 4}";
    private const string All = "report 1 1/4 a+; report 1 2/4 b+; report 1 3/4 c+; report 1 4/4 d+";
    private const string ButThree = "report 1 1/4 a+; report 1 2/4 b+; report 1 4/4 d+";

    [Theory]
    [InlineData("unit: {}", "report 1 a-", "")]
    [InlineData(Four, All, "")]
    [InlineData("unit: {shards: 4, minimum: 9}", All, "")]
    [InlineData(Four, ButThree, "shard 3 of 4: Missing Shard 3 of 4 has not reported yet; awaited|tests: Pass 3 tests passed.")]
    [InlineData(Four, "report 1 1/4 a+", "shard 2 of 4: Missing Shard 2 of 4 has|shard 3 of 4: Missing Shard 3 of 4 has|shard 4 of 4: Missing Shard 4 of 4 has|tests: Pass 1 test passed.")]
    [InlineData("unit: {shards: 2}", "", "shard 1 of 2: Missing Shard 1 of 2 has|shard 2 of 2: Missing Shard 2 of 2 has")]
    [InlineData(Four, ButThree + "; report 1 3/4 c- e+", "shard 3 of 4: Fail 1 failed of 2 tests: S.c.|tests: Pass 4 tests passed.")]
    [InlineData(Four, ButThree + "; report 1 3/4", "shard 3 of 4: Fail Shard 3 of 4: 0 tests|tests: Pass 3 tests passed.")]
    [InlineData(Four, ButThree + "; report 1 3/4 c- cut", "shard 3 of 4: Fail Aborted: shard 3 of 4: the report is incomplete|tests: Pass 3 tests passed.")]
    [InlineData(Four, "report 1 1/4 a-; report 1 2/4 b+; report 1 4/4 d+; abort 1 shards=4 shard=3 because out of memory", "shard 1 of 4: Fail 1 failed of 1 test: S.a.|shard 3 of 4: Fail Aborted: shard 3 of 4: out of memory.|tests: Pass 2 tests passed.")]
    [InlineData(Four, All + "; announce 2 shards=4 shard=3", "shard 3 of 4: Missing Attempt 2 of shard 3 of 4 was announced|tests: Pass 3 tests passed.")]
    [InlineData(Four, All + "; report 2 3/4 c- cut", "shard 3 of 4: Fail Shard 3 of 4, attempt 2: 1 failed of 1 test: S.c.|tests: Pass 4 tests passed.")]
    [InlineData("unit: {shards: 4, minimum: 4}", ButThree, "shard 3 of 4: Missing Shard 3|tests: Missing 3 of 3 tests ran; the policy asks for at least 4. 3 tests passed.")]
    [InlineData("unit: {shards: 2}", "report 1 1/2 a- b+; report 1 2/2 c+; report 2 1/2 b+; report 2 2/2 c+", "shard 1 of 2: Fail 1 failed of 2 tests: S.a (attempt 1).|tests: Pass 2 tests passed.")]
    [InlineData("unit: {shards: 2}", "report 1 1/2 a- b+; report 1 2/2 c+; report 2 1/2 b+; report 2 2/2 a+ c-", "")]
    public void Each_has_its_sentence(string policy, string events, string nodes)
    {
        var set = Judge(policy, events);
        Assert.Equal(nodes.Length == 0 ? 0 : nodes.Split('|').Length, set.Children.Length);
        foreach (var (node, expected) in set.Children.Zip(nodes.Split('|'))) Assert.StartsWith(expected, $"{node.Name}: {node.Verdict} {node.Reason}", StringComparison.Ordinal);
        Assert.All(set.Children.Where(c => c.Verdict == Verdict.Missing), c => Assert.Equal(SetStory.Received.AddMinutes(30), c.AwaitUntil));
        Assert.True(set.Children.Length == 0 || set.Children.Max(c => c.Verdict) == set.Verdict);
    }

    [Theory]
    [InlineData(ButThree, "unit/shard 3 of 4", Verdict.Waived)]
    [InlineData(ButThree, "unit/shard 2 of 4", Verdict.Missing)]
    [InlineData(ButThree + "; report 1 3/4 c-", "unit/shard 3 of 4", Verdict.Waived)]
    [InlineData("report 1 1/4 a-; report 1 2/4 b+; report 1 4/4 d+", "unit/shard 3 of 4", Verdict.Fail)]
    [InlineData("report 1 1/4 a-; report 1 2/4 b+; report 1 4/4 d+", "unit/shard 1 of 4", Verdict.Missing)]
    [InlineData("report 1 1/4 a-; report 1 2/4 b+; report 1 4/4 d+", "unit", Verdict.Waived)]
    [InlineData(ButThree + "; report 1 x-", "unit/shard 3 of 4", Verdict.Fail)]
    public void A_shard_is_waived_by_its_path_and_nothing_else_with_it(string events, string path, Verdict verdict) =>
        Assert.Equal(verdict, Waived(Four, events, path).Verdict);

    [Fact]
    public void Rules_of_the_whole_set_are_not_waived_with_a_shard()
    {
        Assert.Equal(Verdict.Missing, Waived("unit: {shards: 4, minimum: 4}", ButThree, "unit/shard 3 of 4").Verdict);
        Assert.Equal(Verdict.Missing, Waived("unit: {shards: 4, tests: [c]}", ButThree, "unit/shard 3 of 4").Verdict);
        Assert.Equal(Verdict.Waived, Waived("unit: {shards: 4, tests: [a]}", ButThree, "unit/shard 3 of 4").Verdict);
    }

    [Fact]
    public void Of_very_many_shards_the_first_are_told_one_by_one()
    {
        var set = Judge("unit: {shards: 1000}", "report 1 1/1000 a+; report 1 999/1000 b-");
        Assert.Equal((52, "shard 999 of 1000", "other shards", "tests"), (set.Children.Length, set.Children[0].Name, set.Children[50].Name, set.Children[51].Name));
        Assert.Equal((Verdict.Fail, Verdict.Missing), (set.Verdict, set.Children[50].Verdict));
    }

    private static VerdictNode Judge(string policy, string events) => SetStory.Judge(policy, 1, Told(events));

    private static VerdictNode Waived(string policy, string events, string path)
    {
        var facts = new SetStory { Policy = policy, NowMinute = 1 }.With(Told(events)).Facts();
        var waiver = new Waiver($"testing/results/{path}", SetStory.Received.AddDays(1), "ann", "it is known");
        var subject = Subject.Commit(facts.Commit);
        var evidence = new Evidence
        {
            Id = Digest.Sha256(path), Time = SetStory.Received, Actor = "github:ann", Kind = Waiver.Kind, Subject = subject, Outcome = EvidenceOutcome.Info, Details = waiver.ToDetails(),
        };
        return Gate.Judge([new ResultsCriterion()], facts with { Entries = [.. facts.Entries, new LedgerEntry(facts.Entries.Count, evidence)] })
            .Walk().Single(n => n.Path.EndsWith("testing/results/unit", StringComparison.Ordinal)).Node;
    }

    private static string[] Told(string events) => events.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
