using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Xunit;
using static Steward.UnitTests.Gates.GateWorld;

namespace Steward.UnitTests.Gates;

public sealed class GateTests
{
    [Fact]
    public void The_tree_has_the_policy_and_the_five_stages_in_order()
    {
        var tree = Gate.Judge([Says(Stage.Security, "licences", Verdict.Pass), Says(Stage.Development, "environment", Verdict.Pass)], Facts());

        Assert.Equal("change", tree.Name);
        Assert.Equal(Verdict.Pass, tree.Verdict);
        Assert.Equal(["policy", "development", "testing", "security", "release", "monitoring"], tree.Children.Select(c => c.Name));
        Assert.Equal(Verdict.Pass, tree.At("change/security/licences").Verdict);
        Assert.Equal((Verdict.NotNeeded, "No capability of this stage judges changes."), (tree.At("change/testing").Verdict, tree.At("change/testing").Reason));
    }

    [Fact]
    public void Without_a_policy_nothing_is_let_through_and_the_way_to_one_is_told()
    {
        var tree = Gate.Judge([Says(Stage.Testing, "results", Verdict.Pass)], Facts(yaml: null));

        Assert.Equal(Verdict.Missing, tree.Verdict);
        Assert.Contains("steward policy init", tree.At("change/policy").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_policy_is_an_error_with_its_first_problem_and_their_number()
    {
        var policy = Gate.Judge([], Facts("version: 1\nproduct:\n  titel: x\n  more: y\n")).At("change/policy");

        Assert.Equal(Verdict.Error, policy.Verdict);
        Assert.Equal("steward.yaml has 2 problems; the first, at 3:3: product.titel: The key 'titel' is not known here. Did you mean 'title'?", policy.Reason);
    }

    [Fact]
    public void A_fault_is_an_error_whatever_the_criterion_says()
    {
        var facts = Facts() with { Faults = new Dictionary<string, string> { ["testing/results"] = "clock\nstopped" } };

        var node = Gate.Judge([Says(Stage.Testing, "results", Verdict.Pass)], facts).At("change/testing/results");

        Assert.Equal((Verdict.Error, "clock stopped"), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_fault_that_no_criterion_answers_for_is_an_error_too()
    {
        var facts = Facts() with { Faults = new Dictionary<string, string> { ["monitoring/errors"] = "it broke" } };

        Assert.Equal(Verdict.Error, Gate.Judge([], facts).At("change/monitoring/errors").Verdict);
    }

    [Fact]
    public void A_criterion_that_throws_is_an_error_that_tells_nothing_of_the_input()
    {
        var tree = Gate.Judge([Says(Stage.Testing, "results", _ => throw new FormatException("secret token"))], Facts());

        Assert.Equal(Verdict.Error, tree.Verdict);
        Assert.Contains("testing/results failed (FormatException)", tree.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", tree.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_criterion_that_gives_nothing_or_no_verdict_is_an_error()
    {
        Assert.Equal(Verdict.Error, Gate.Judge([Says(Stage.Testing, "a", _ => null!)], Facts()).Verdict);
        Assert.Equal(Verdict.Error, Gate.Judge([Says(Stage.Testing, "a", (Verdict)(-1))], Facts()).Verdict);
        Assert.Equal(Verdict.Error, Gate.Judge([Says(Stage.Testing, "a", (Verdict)17)], Facts()).Verdict);
    }

    [Fact]
    public void A_node_is_never_better_than_what_it_is_made_of()
    {
        var mild = Says(Stage.Testing, "results", _ => Node("results", Verdict.Pass, Node("unit", Verdict.Pass), Node("web", Verdict.Fail)));

        var node = Gate.Judge([mild], Facts()).At("change/testing/results");

        Assert.Equal((Verdict.Fail, "web is Fail."), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_node_may_be_stricter_than_what_it_is_made_of()
    {
        var strict = Says(Stage.Testing, "results", _ => Node("results", Verdict.Fail, Node("unit", Verdict.Pass)));

        Assert.Equal((Verdict.Fail, "results is Fail."), Gate.Judge([strict], Facts()).At("change/testing/results") is var n ? (n.Verdict, n.Reason) : default);
    }

    [Fact]
    public void What_the_policy_does_not_require_stands_in_the_tree_and_does_not_block()
    {
        var facts = Facts("version: 1\ngate: {requires: [testing, security/licences]}");
        ICriterion[] criteria = [Says(Stage.Testing, "results", Verdict.Pass), Says(Stage.Security, "licences", Verdict.Pass), Says(Stage.Security, "antivirus", Verdict.Missing)];

        var tree = Gate.Judge(criteria, facts);

        Assert.Equal(Verdict.Pass, tree.Verdict);
        var antivirus = tree.At("change/security/antivirus");
        Assert.Equal((Verdict.NotNeeded, "Not among gate.requires of the policy; it would be Missing: antivirus is Missing."), (antivirus.Verdict, antivirus.Reason));
        Assert.Equal(Verdict.Fail, Gate.Judge([.. criteria, Says(Stage.Testing, "more", Verdict.Fail)], facts).Verdict);
    }

    [Fact]
    public void Nobody_waits_for_what_the_policy_does_not_require()
    {
        var late = Says(Stage.Testing, "results", _ => VerdictNode.All("results", [Node("load", Verdict.Missing) with { AwaitUntil = Now.AddHours(1) }]));

        Assert.Contains(Gate.Judge([late], Facts()).Walk(), n => n.Node.AwaitUntil is not null);
        Assert.DoesNotContain(Gate.Judge([late], Facts("version: 1\ngate: {requires: [security]}")).Walk(), n => n.Node.AwaitUntil is not null);
    }

    [Fact]
    public void A_required_capability_that_does_not_exist_is_missing()
    {
        var tree = Gate.Judge([Says(Stage.Security, "licences", Verdict.Pass)], Facts("version: 1\ngate: {requires: [security/licenses]}"));

        Assert.Equal(Verdict.Missing, tree.Verdict);
        Assert.Contains("security/licenses", tree.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_be_if_is_judged_by_the_real_gate_and_changes_no_facts()
    {
        var facts = Facts();
        var criterion = Says(Stage.Security, "antivirus", f => Node("antivirus", f.Latest("antivirus.completed") is null ? Verdict.Missing : Verdict.Pass));

        var assumed = facts.Assuming(facts.Outcome("antivirus.completed", EvidenceOutcome.Pass));

        Assert.Equal(Verdict.Pass, Gate.Judge([criterion], assumed).Verdict);
        Assert.Equal(Verdict.Missing, Gate.Judge([criterion], facts).Verdict);
        Assert.Equal("assumed", assumed.Entries[0].Evidence.Actor);
        var waiver = new Waiver("security/antivirus", Now.AddDays(1), "ann", "why not");
        Assert.Equal(Verdict.Waived, Gate.Judge([criterion], facts.Assuming(facts.Waived(waiver))).Verdict);
    }
}
