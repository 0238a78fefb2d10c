using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Rules;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class RulesTests
{
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private static readonly CommitSha Before = CommitSha.Parse(new string('b', 40));

    [Theory]
    [InlineData("{}", "{code: {processors: {antivirus: {}, licences: {}}}}", "")]
    [InlineData("{}", "{code: {processors: {antivirus: {}}}}", "release.code licences: asked for -> not asked for")]
    [InlineData("{code: {processors: {review: {}}}}", "{}", "release.code review: asked for -> not asked for")]
    [InlineData("{code: {processors: {tests: {paths: [src]}}}}", "{code: {processors: {tests: {}}}}", "")]
    [InlineData("{code: {processors: {tests: {}}}}", "{code: {processors: {tests: {paths: [src]}}}}", "release.code tests/paths: every file -> src")]
    [InlineData("{code: {processors: {tests: {paths: [src]}}}}", "{code: {processors: {tests: {paths: [src, lib]}}}}", "")]
    [InlineData("{code: {processors: {tests: {}}}}", "{code: {processors: {tests: {except: [gen]}}, generated: ['*.g.cs']}}", "release.code tests/except: without gen -> with it, release.code generated: without *.g.cs -> with it")]
    [InlineData("{approvals: {count: 2, level: administer}}", "{approvals: {count: 1, expire: 30d, author: true}}", "release.approvals count: 2 -> 1, release.approvals level: Administer -> Approve, release.approvals expire: 7 days -> 30 days, release.approvals author: false -> true")]
    [InlineData("{approvals: {}, instructions: {file: a.md}}", "{}", "release.approvals : 1 of them -> none, release.instructions : a.md -> none")]
    [InlineData("{instructions: {file: a.md}}", "{instructions: {file: b.md}}", "release.instructions file: a.md -> b.md")]
    [InlineData("{}", "{approvals: {}, instructions: {file: a.md}}", "")]
    public void What_is_asked_less_for_is_told_and_what_is_asked_more_for_is_not(string before, string now, string expected)
    {
        var changes = new RuleComparison(policy => policy.Get(Steward.Stages.Security.Antivirus.AntivirusPolicy.Section).Required ? ["antivirus", "licences"] : ["licences"]).Of(Policy(before), Policy(now));
        Assert.Equal(expected, string.Join(", ", changes.Select(c => $"{c.Key} {c.What}: {c.Was} -> {c.Is}")));
    }

    [Fact]
    public void Less_is_not_let_through_and_names_what_to_do()
    {
        var node = Judge(new RulesCompared([new RuleChange("release.approvals", "count", "2", "1")]), withPayload: true);
        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.Equal(
            "release.approvals asks for less than at the release before, bbbbbbbbbb: count was 2, is 1. If that is meant, waive it with 'steward waive acme/shop aaaaaaaaaa release/rules/release.approvals --reason WHY --until DAY'.",
            node.Reason);
    }

    [Fact]
    public void What_is_not_known_never_passes()
    {
        Assert.Equal(Verdict.Pass, Judge(new RulesCompared([]), withPayload: true).Verdict);
        Assert.Equal(Verdict.Error, Judge(new RulesCompared([]), withPayload: false).Verdict);
        Assert.Equal(Verdict.Missing, new RulesCriterion().Judge(Facts([], [])).Verdict);
    }

    [Fact]
    public void A_processor_that_is_not_required_any_more_is_asked_less_for()
    {
        var before = Policy("{}");
        var now = ReleasePolicies.Of("version: 1\nsecurity: {antivirus: {required: false}}\n");
        var changes = new RuleComparison(policy => policy.Get(Steward.Stages.Security.Antivirus.AntivirusPolicy.Section).Required ? ["antivirus"] : []).Of(before, now);
        Assert.Equal(["release.code antivirus"], changes.Select(c => $"{c.Key} {c.What}"));
    }

    private static Steward.Policy.Policy Policy(string release) => ReleasePolicies.Of($"version: 1\nrelease: {release}\n");

    private static VerdictNode Judge(RulesCompared compared, bool withPayload)
    {
        var payload = Json.WriteBytes(compared);
        var evidence = new Evidence
        {
            Id = Digest.Sha256("1"), Time = DateTimeOffset.UnixEpoch, Actor = "steward", Kind = RulesCompared.Kind, Subject = Subject.Commit(Commit), Outcome = EvidenceOutcome.Info,
            Details = new JsonObject { ["base"] = Before.ToString() }, Payload = Digest.Sha256(payload),
        };
        return new RulesCriterion().Judge(Facts([evidence], withPayload ? [payload] : []));
    }

    private static GateFacts Facts(Evidence[] evidence, byte[][] payloads) => new()
    {
        Product = ProductId.Parse("acme/shop"), Commit = Commit, Policy = Policy("{}"), Now = DateTimeOffset.UnixEpoch,
        Entries = [.. evidence.Select((e, i) => new LedgerEntry(i, e))], Payloads = payloads.ToDictionary(p => Digest.Sha256(p), p => p),
    };
}
