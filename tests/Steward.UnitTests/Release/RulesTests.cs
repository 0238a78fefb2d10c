using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Source;
using Steward.Stages;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Instructions.Reading;
using Steward.Stages.Release.Rules;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class RulesTests
{
    private static readonly ProductId Shop = ProductId.Parse("acme/shop");
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private static readonly CommitSha Before = CommitSha.Parse(new string('b', 40));

    [Theory]
    [InlineData("{}", "{code: {processors: {antivirus: {}, secrets: {}, licences: {}}}}", "")]
    [InlineData("{}", "{code: {processors: {antivirus: {}, secrets: {}}}}", "release.code licences: asked for -> not asked for")]
    [InlineData("{code: {processors: {review: {}}}}", "{}", "release.code review: asked for -> not asked for")]
    [InlineData("{code: {processors: {tests: {paths: [src]}}}}", "{code: {processors: {tests: {}}}}", "")]
    [InlineData("{code: {processors: {tests: {}}}}", "{code: {processors: {tests: {paths: [src]}}}}", "release.code tests/paths: every file -> src")]
    [InlineData("{code: {processors: {tests: {paths: [src]}}}}", "{code: {processors: {tests: {paths: [src, lib]}}}}", "")]
    [InlineData("{code: {processors: {tests: {}}}}", "{code: {processors: {tests: {except: [gen]}}, generated: ['*.g.cs']}}", "release.code tests/except: without gen -> with it, release.code generated: without *.g.cs -> with it")]
    [InlineData("{approvals: {count: 2, level: administer}}", "{approvals: {count: 1, expire: 30d, author: true}}", "release.approvals count: 2 -> 1, release.approvals level: Administer -> Approve, release.approvals expire: 7 days -> 30 days, release.approvals author: false -> true")]
    [InlineData("{approvals: {}, instructions: {file: a.md}}", "{}", "release.approvals : 1 of them -> none, release.instructions : a.md -> none")]
    [InlineData("{}", "{deployments: {patience: 5m}}", "")]
    [InlineData("{}", "{deployments: {environments: [production]}}", "release.deployments environments: every one -> production")]
    [InlineData("{deployments: {environments: [production, staging]}}", "{deployments: {environments: [Production, test]}}", "release.deployments environments: with staging -> without it")]
    [InlineData("{deployments: {environments: [production]}}", "{}", "")]
    [InlineData("{}", "{approvals: {}, instructions: {file: a.md}}", "")]
    public async Task What_is_asked_less_for_is_told_and_what_is_asked_more_for_is_not(string before, string now, string expected)
    {
        Assert.Equal(expected, Said(await FindAsync(Policy(before), Policy(now))));
    }

    [Theory]
    [InlineData("security: {secrets: {ignore: [{path: a, reason: r, until: 2030-01-01}]}}", "security: {secrets: {ignore: [{path: a, reason: other, until: 2029-01-01}]}}", "")]
    [InlineData("security: {secrets: {ignore: [{path: a, reason: r, until: 2030-01-01}]}}", "security: {secrets: {ignore: [{path: a, reason: r, until: 2030-02-01}, {path: b, rule: aws-access-key-id, reason: r, until: 2030-01-01}]}}", "security.secrets ignore: a until 2030-01-01 -> until 2030-02-01, security.secrets ignore: without b (aws-access-key-id) -> with it until 2030-01-01")]
    [InlineData("security: {licences: {allow: [MIT], deny: [GPL-3.0-only], lenient: true}}", "security: {licences: {allow: [MIT], deny: [GPL-3.0-only, AGPL-3.0-only]}}", "")]
    [InlineData("security: {licences: {allow: [MIT], deny: [GPL-3.0-only]}}", "security: {licences: {allow: [MIT, 0BSD], lenient: true, developmentOnly: ignore, unconfirmed: accept}}", "security.licences allow: without 0BSD -> with it, security.licences deny: with GPL-3.0-only -> without it, security.licences developmentOnly: judge -> ignore, security.licences unconfirmed: fail -> accept, security.licences lenient: false -> true")]
    [InlineData("security: {licences: {exceptions: [{package: pad, reason: r, until: 2030-01-01}]}}", "security: {licences: {exceptions: [{package: pad, version: '1', reason: r, until: 2029-01-01}], ignore: [fixtures], unlocked: [{file: package.json, reason: r, until: 2030-01-01}]}}", "security.licences exceptions: without pad 1 -> with it until 2029-01-01, security.licences unlocked: without package.json -> with it until 2030-01-01, security.licences ignore: without fixtures -> with it")]
    [InlineData("security: {antivirus: {required: false}}", "security: {antivirus: {required: true}}", "")]
    [InlineData("security: {secrets: {required: true}}\nrelease: {code: {processors: {review: {}}}}", "security: {secrets: {required: false}, antivirus: {required: false}}\nrelease: {code: {processors: {review: {}}}}", "security.antivirus required: true -> false, security.secrets required: true -> false")]
    [InlineData("gate: {requires: [security]}", "{}", "")]
    [InlineData("{}", "gate: {requires: [security]}", "gate requires: all of them -> security")]
    [InlineData("gate: {requires: [security/antivirus, security/secrets, testing]}", "gate: {requires: [security]}", "gate requires: with testing -> without it")]
    [InlineData("gate: {requires: [security]}", "gate: {requires: [security/antivirus]}", "gate requires: with security -> without it")]
    public async Task Each_capability_compares_its_own_section(string before, string now, string expected) =>
        Assert.Equal(expected, Said(await FindAsync(Whole(before), Whole(now))));

    [Fact]
    public void An_instruction_that_is_gone_or_asks_for_less_is_told_and_a_new_one_is_not()
    {
        const string Earlier = "- [ ] Notes {#notes}\n- [ ] Try {#try}\n  - [ ] Phone {#phone}\n- [ ] Scan {#scan evidence=antivirus.completed}\n- [ ] Tell {#tell level=administer after=notes,try}\n- [ ] Rest {#rest}\n";
        const string Now = "- [ ] Notes {#notes}\n- [ ] Try it {#try}\n- [ ] Phone {#phone}\n- [ ] Scan {#scan}\n- [ ] Tell {#tell after=try}\n- [ ] More {#more}\n";
        Assert.Equal(
            "try/text: 'Try' -> 'Try it', scan/evidence: confirmed by antivirus.completed -> confirmed by a person, tell/level: administer -> approve, "
            + "tell/after: after notes -> not after it, tell/after: after phone -> not after it, rest: 'Rest' -> gone",
            string.Join(", ", InstructionsWeakening.Of(List(Earlier), List(Now)).Select(c => $"{c.What}: {c.Was} -> {c.Is}")));
        Assert.Empty(InstructionsWeakening.Of(List(Now), List(Now + "- [ ] Still more {#still after=more}\n")));

        static InstructionList List(string text)
        {
            var list = MarkdownInstructions.Read("docs/releasing.md", text);
            Assert.Empty(list.Problems);
            return list;
        }
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
    public async Task A_processor_that_is_not_required_any_more_is_asked_less_for() => Assert.Equal(
        "security.antivirus required: true -> false, release.code antivirus: asked for -> not asked for",
        Said(await FindAsync(Policy("{}"), Whole("security: {antivirus: {required: false}}"))));

    private static string Said(IReadOnlyList<RuleChange> changes) => string.Join(", ", changes.Select(c => $"{c.Key} {c.What}: {c.Was} -> {c.Is}"));

    // Every comparison that capabilities hand in, in the order of the capabilities; instructions read no files here.
    private static async Task<IReadOnlyList<RuleChange>> FindAsync(Steward.Policy.Policy before, Steward.Policy.Policy now)
    {
        var builder = new ServiceCollection().AddSingleton<ISourceCatalog, NoSources>();
        builder.AddCapabilities(new TaskCatalog());
        await using var services = builder.BuildServiceProvider();
        var found = new List<RuleChange>();
        foreach (var weakening in services.GetServices<IWeakening>())
            found.AddRange(await weakening.FindAsync(new PolicyAt(new ChangeId(Shop, Before), before), new PolicyAt(new ChangeId(Shop, Commit), now), CancellationToken.None));
        return found;
    }

    private sealed class NoSources : ISourceCatalog
    {
        public Task<ISource> OpenAsync(ProductId product, CancellationToken cancellation) => throw new InvalidOperationException("No file is to be read.");
    }

    private static Steward.Policy.Policy Whole(string yaml) => ReleasePolicies.Of($"version: 1\n{(yaml == "{}" ? "" : yaml)}\n");

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
        Product = Shop, Commit = Commit, Policy = Policy("{}"), Now = DateTimeOffset.UnixEpoch,
        Entries = [.. evidence.Select((e, i) => new LedgerEntry(i, e))], Payloads = payloads.ToDictionary(p => Digest.Sha256(p), p => p),
    };
}
