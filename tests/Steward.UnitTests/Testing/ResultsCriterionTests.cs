using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages;
using Steward.Stages.Testing.Results;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class ResultsCriterionTests
{
    private static readonly DateTimeOffset Received = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private static readonly CommitSha Other = CommitSha.Parse(new string('b', 40));

    [Fact]
    public void Without_a_declared_set_nothing_passes_silently()
    {
        var node = Judge("version: 1\n", [Report("unit", passed: 5)]);
        Assert.Equal((Verdict.Missing, "No test set is declared: add testing.sets to steward.yaml."), (node.Verdict, node.Reason));
        Assert.Equal(Verdict.NotNeeded, Assert.Single(node.Children).Verdict);
    }

    [Fact]
    public void A_set_that_never_reported_is_missing_and_awaited_until_the_deadline()
    {
        var set = Set(Unit, []);
        Assert.Equal((Verdict.Missing, Received.AddMinutes(20)), (set.Verdict, set.AwaitUntil));
        Assert.Contains("steward results push FILE... --set unit", set.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_deadline_nothing_is_awaited_any_more()
    {
        var set = Set(Unit, [], now: Received.AddMinutes(20));
        Assert.Equal((Verdict.Missing, null), (set.Verdict, set.AwaitUntil));
        Assert.Contains("nothing is awaited any more since 2026-11-23 12:20 UTC", set.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_of_unknown_receipt_is_not_awaited() =>
        Assert.Null(new ResultsCriterion().Judge(Facts(Unit, [], Received) with { Entries = [] }).Children[0].AwaitUntil);

    [Theory]
    [InlineData(0, 0, 0, 0, Verdict.Fail, "0 tests: an empty report is not a pass")]
    [InlineData(0, 0, 0, 9, Verdict.Fail, "0 of 9 tests ran; the policy asks for at least 3.")]
    [InlineData(2, 0, 0, 5, Verdict.Fail, "2 of 7 tests ran; the policy asks for at least 3.")]
    [InlineData(3, 0, 0, 3, Verdict.Fail, "3 of 6 tests were skipped; the policy allows at most 2.")]
    [InlineData(3, 0, 0, 2, Verdict.Pass, "3 tests passed, 2 skipped.")]
    [InlineData(9, 2, 0, 0, Verdict.Fail, "2 failed of 11 tests: A.one, A.two.")]
    [InlineData(9, 4, 1, 0, Verdict.Fail, "4 failed and 1 errored of 14 tests: A.one, A.two and 3 more.")]
    public void Counts_decide(int passed, int failed, int errored, int skipped, Verdict verdict, string reason)
    {
        var set = Set(Unit, [Report("unit", passed, failed, errored, skipped)]);
        Assert.Equal(verdict, set.Verdict);
        Assert.StartsWith(reason, set.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_report_fails_and_an_unreadable_one_is_an_error()
    {
        Assert.Equal(Verdict.Fail, Set(Unit, [Report("unit", 9) with { Problem = "It breaks off." }]).Verdict);
        Assert.Equal(Verdict.Error, Set(Unit, [Report("unit", 9), Report("unit") with { Format = null, Problem = "No report." }]).Verdict);
    }

    [Fact]
    public void The_newest_attempt_counts_whatever_came_last()
    {
        var set = Set(Unit, [Report("unit", 9) with { Attempt = 2 }, Report("unit", 1, failed: 8)]);
        Assert.Equal((Verdict.Pass, "Attempt 2: 9 tests passed."), (set.Verdict, set.Reason));
    }

    [Fact]
    public void Reports_of_one_attempt_are_its_parts() =>
        Assert.Equal("5 tests passed.", Set(Unit, [Report("unit", 2), Report("unit", 3) with { Report = "2" }]).Reason);

    [Fact]
    public void Results_of_another_commit_never_count() =>
        Assert.Equal(Verdict.Missing, Set(Unit, [Report("unit", 9)], about: Other).Verdict);

    [Fact]
    public void A_set_that_does_not_have_to_report_counts_when_it_does()
    {
        const string Optional = "version: 1\ntesting:\n  sets:\n    ui: {required: false}\n";
        Assert.Equal(Verdict.NotNeeded, Set(Optional, []).Verdict);
        Assert.Equal(Verdict.Fail, Set(Optional, [Report("ui", 1, failed: 1)]).Verdict);
    }

    [Fact]
    public void A_set_that_is_not_declared_is_shown_and_stands_in_nobodys_way()
    {
        var node = Judge(Unit, [Report("unit", 9), Report("other", 1, failed: 1)]);
        Assert.Equal(Verdict.Pass, node.Verdict);
        Assert.Equal(Verdict.NotNeeded, node.Children.Single(c => c.Name == "other").Verdict);
    }

    [Theory]
    [InlineData("testing: {sets: {'a b': {}}}")]
    [InlineData("testing: {sets: {unit: {minimum: 0}}}")]
    [InlineData("testing: {sets: {unit: {minimun: 3}}}")]
    [InlineData("testing: {deadline: soon}")]
    public void The_policy_is_read_strictly(string section) => Assert.NotEmpty(Reader().Read($"version: 1\n{section}\n").Problems);

    private const string Unit = "version: 1\ntesting:\n  deadline: 20m\n  sets:\n    unit: {minimum: 3, maxSkipped: 2}\n";

    private static VerdictNode Set(string yaml, ResultsEvidence[] reports, DateTimeOffset? now = null, CommitSha? about = null) =>
        Assert.Single(Judge(yaml, reports, now, about).Children);

    private static VerdictNode Judge(string yaml, ResultsEvidence[] reports, DateTimeOffset? now = null, CommitSha? about = null) =>
        new ResultsCriterion().Judge(Facts(yaml, [.. reports.Select(r => About(about ?? Commit, ResultsEvidence.Kind, JsonSerializer.SerializeToNode(r, Json.Options)!.AsObject()))], now ?? Received));

    private static GateFacts Facts(string yaml, Evidence[] evidence, DateTimeOffset now)
    {
        var reading = Reader().Read(yaml);
        Assert.Empty(reading.Problems);
        Evidence[] all = [About(Commit, "change.received", null), .. evidence];
        return new GateFacts
        {
            Product = ProductId.Parse("shop/cart"), Commit = Commit, Policy = reading.Policy, Now = now, Entries = [.. all.Select((e, i) => new LedgerEntry(i, e))],
        };
    }

    private static PolicyReader Reader()
    {
        var registry = new StageRegistry();
        new ResultsCapability().Register(new CapabilityBuilder(new ServiceCollection(), new TaskCatalog(), registry));
        return new PolicyReader(registry.Sections);
    }

    private static Evidence About(CommitSha commit, string kind, JsonObject? details) => new()
    {
        Id = Digest.Sha256($"{kind}{details}"), Time = Received, Actor = "token:ci", Kind = kind, Subject = Subject.Commit(commit), Outcome = EvidenceOutcome.Info, Details = details,
    };

    private static ResultsEvidence Report(string set, int passed = 0, int failed = 0, int errored = 0, int skipped = 0) => new()
    {
        Set = set, Attempt = 1, Report = "1", Format = "JUnit", Passed = passed, Failed = failed, Errored = errored, Skipped = skipped, Flaky = 0, Milliseconds = 1,
        FirstFailed = failed > 0 ? ["A.one", "A.two"] : [],
    };
}
