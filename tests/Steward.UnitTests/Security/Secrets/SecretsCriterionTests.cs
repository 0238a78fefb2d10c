using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Scanning;
using Steward.Stages.Security.Secrets;
using Xunit;

namespace Steward.UnitTests.Security.Secrets;

public sealed class SecretsCriterionTests
{
    private const string Token = """[{"rule":"github-token","certainty":"Verified","count":1,"places":["3:14"]}]""";
    private const string Hint = """[{"rule":"jwt","certainty":"Hint","count":2,"places":["1:1","2:1"]}]""";

    [Fact]
    public void Without_a_scan_it_is_missing() => Assert.Equal(Verdict.Missing, new Facts().Judge(new SecretsCriterion()).Verdict);

    [Fact]
    public void Files_without_secrets_pass_and_the_rules_are_named()
    {
        var node = Change("a", "b").With(1, EvidenceOutcome.Pass).With(2, EvidenceOutcome.Pass).Judge();

        Assert.Equal((Verdict.Pass, "2 files without secrets (rules 1-abc)."), (node.Verdict, Assert.Single(node.Children).Reason));
    }

    [Fact]
    public void A_secret_fails_with_its_place_and_what_to_do()
    {
        var node = Change("a", "src/b.cs").With(1, EvidenceOutcome.Pass).With(2, EvidenceOutcome.Fail, Token).Judge();

        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.StartsWith("src/b.cs holds GitHub token at src/b.cs:3:14 (its checksum is right). Revoke it", node.Reason, StringComparison.Ordinal);
        Assert.Equal("src/b.cs", node.Children[0].Name);
    }

    [Fact]
    public void Hints_are_told_and_fail_nothing()
    {
        var node = Change("a").With(1, EvidenceOutcome.Pass, Hint).Judge();

        Assert.Equal(Verdict.Pass, node.Verdict);
        Assert.Equal((Verdict.NotNeeded, "2 hints, which fail nothing; have a look: 2 × JSON web token at a:1:1 and a:2:1 (a hint)."), (node.Children[0].Verdict, node.Children[0].Reason));
    }

    [Fact]
    public void A_file_that_could_not_be_read_is_an_error()
    {
        var node = Change("a").With(1, EvidenceOutcome.Error, problem: "It is too large: more than 16 MB.").Judge();

        Assert.Equal((Verdict.Error, "a could not be scanned: It is too large: more than 16 MB."), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_file_without_a_scan_is_missing_by_name() =>
        Assert.Equal("b has no scan for secrets.", Change("a", "b").With(1, EvidenceOutcome.Pass).Judge().Reason);

    [Fact]
    public void What_was_received_counts_and_deleted_files_do_not()
    {
        ChangedFile[] received =
        [
            new("a", FileChange.Added, Facts.Blob(1), null, []), new("hidden", FileChange.Added, Facts.Blob(9), null, []), new("gone", FileChange.Deleted, Facts.Blob(8), null, []),
        ];
        var node = Change("a").Received(received).With(1, EvidenceOutcome.Pass).Judge();

        Assert.Equal((Verdict.Missing, "hidden has no scan for secrets."), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_submodule_is_missing_by_name()
    {
        var report = new SecretsReport("1-abc", [new ReportedFile("lib", Facts.Blob(1), EntryKind.Submodule)]);
        var node = new Facts().With(SecretsCapability.Completed, report).Judge(new SecretsCriterion());

        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.StartsWith("lib is a submodule", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_only_deletes_needs_no_scan() => Assert.Equal(Verdict.NotNeeded, Change().Judge().Verdict);

    [Theory]
    [InlineData("{ path: 'tests/**', reason: made up, until: 2026-12-31 }", Verdict.NotNeeded, "let through until 2026-12-31: made up.")]
    [InlineData("{ path: tests, rule: github-token, reason: made up, until: 2026-11-23 }", Verdict.NotNeeded, "let through until 2026-11-23")]
    [InlineData("{ path: tests, rule: npm-token, reason: made up, until: 2026-12-31 }", Verdict.Fail, "tests/a.cs:3:14")]
    [InlineData("{ path: src, reason: made up, until: 2026-12-31 }", Verdict.Fail, "tests/a.cs:3:14")]
    [InlineData("{ path: tests, reason: made up, until: 2026-11-22 }", Verdict.Fail, "(its exception ended on 2026-11-22)")]
    public void The_policy_lets_through_by_path_and_rule_until_a_day(string entry, Verdict expected, string reason)
    {
        var node = Change("tests/a.cs").Policy($"security:\n  secrets:\n    ignore:\n      - {entry}\n").With(1, EvidenceOutcome.Fail, Token).Judge();

        Assert.Equal(expected, node.Children[0].Verdict);
        Assert.Contains(reason, node.Children[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_let_through_hides_no_other_finding_of_the_file()
    {
        const string Two = """[{"rule":"github-token","certainty":"Verified","count":1,"places":["3:14"]},{"rule":"npm-token","certainty":"Verified","count":4,"places":["5:1"]}]""";
        var node = Change("a").Policy("security:\n  secrets:\n    ignore:\n      - { path: a, rule: github-token, reason: old, until: 2026-12-31 }\n").With(1, EvidenceOutcome.Fail, Two).Judge();

        Assert.StartsWith("a holds 4 × npm token at a:5:1 and 3 more places (its checksum is right).", node.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EvidenceOutcome.Error, Verdict.NotNeeded)]
    [InlineData(EvidenceOutcome.Fail, Verdict.Fail)]
    public void Where_it_is_not_required_only_what_was_found_fails(EvidenceOutcome outcome, Verdict expected) =>
        Assert.Equal(expected, Change("a").Policy("security:\n  secrets:\n    required: false\n").With(1, outcome, Token).Judge().Verdict);

    [Fact]
    public void A_rule_that_does_not_exist_is_a_mistake_in_the_policy() =>
        Assert.Throws<InvalidOperationException>(() => new Facts().With("security:\n  secrets:\n    ignore:\n      - { path: a, rule: no-such, reason: x, until: 2026-12-31 }\n"));

    private static Judged Change(params string[] paths) => new(new Facts().With(
        SecretsCapability.Completed, new SecretsReport("1-abc", [.. paths.Select((p, i) => new ReportedFile(p, Facts.Blob(i + 1), EntryKind.File))])));

    private sealed class Judged(Facts facts)
    {
        public Judged Policy(string yaml)
        {
            facts.With(yaml);
            return this;
        }

        public Judged Received(ChangedFile[] files)
        {
            facts.With("change.received", files);
            return this;
        }

        public Judged With(int blob, EvidenceOutcome outcome, string? found = null, string? problem = null)
        {
            facts.With(SecretsCapability.Scanned, Subject.Blob(Facts.Blob(blob)), outcome, new JsonObject
            {
                ["rulesVersion"] = "1-abc", ["problem"] = problem, ["found"] = found is null ? null : JsonNode.Parse(found),
            });
            return this;
        }

        public VerdictNode Judge() => facts.Judge(new SecretsCriterion());
    }
}
