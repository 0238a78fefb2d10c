using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access;
using Steward.Stages.Security.Access.Reviews;
using Steward.Stages.Security.Access.Running;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Changes of the access repository, as the gate sees them.</summary>
public sealed class AccessCriterionTests
{
    private static readonly Subject _product = new("product", "acme/shop");
    private static readonly Subject _commit = Subject.Commit(Facts.Commit);

    [Fact]
    public void A_repository_without_access_needs_nothing() => Assert.Equal(Verdict.NotNeeded, new Facts().Judge(new AccessCriterion()).Verdict);

    [Fact]
    public void A_file_that_was_not_read_yet_is_missing() =>
        Is("file", Verdict.Missing, "was not read yet", new Facts().With(AccessEvidence.Planned, _product, EvidenceOutcome.Pass, details: null));

    [Fact]
    public void A_file_that_can_be_used_passes_and_no_review_is_needed_before_one_was_opened()
    {
        var node = new Facts().With(AccessEvidence.Checked, _commit, EvidenceOutcome.Pass, details: null).Judge(new AccessCriterion());
        Assert.Equal((Verdict.Pass, Verdict.NotNeeded), (Child(node, "file").Verdict, Child(node, "review").Verdict));
        Assert.Equal(Verdict.Pass, node.Verdict);
    }

    [Fact]
    public void A_file_with_problems_fails_with_the_first_of_them() =>
        Is("file", Verdict.Fail, "steward-access.yaml: line 3", new Facts().With(AccessEvidence.Checked, _commit, EvidenceOutcome.Fail, summary: "steward-access.yaml: line 3, column 1: people: no."));

    [Fact]
    public void A_review_under_way_passes_and_names_what_is_open() =>
        Is("review", Verdict.Pass, "2 of 2 lines are open: ada (owner), bob (engineer)", Reviewed(due: 1));

    [Fact]
    public void An_overdue_review_fails_with_every_line_that_has_no_answer() =>
        Is("review", Verdict.Fail, "open: bob (engineer)", Answer(Reviewed(due: -1), "ada", ReviewEvidence.Confirmed));

    [Fact]
    public void A_line_that_was_revoked_is_open_while_it_is_there()
    {
        var revoked = Answer(Answer(Reviewed(due: -1), "ada", ReviewEvidence.Confirmed), "bob", ReviewEvidence.Revoked);
        Is("review", Verdict.Fail, "bob (engineer: steward revoked it, and it is still there)", revoked);
        Is("review", Verdict.Pass, "All 2 lines", Answer(revoked, "bob", ReviewEvidence.Removed));
    }

    [Fact]
    public void An_answer_of_another_quarter_answers_nothing() =>
        Is("review", Verdict.Fail, "ada (owner)", Answer(Reviewed(due: -1), "ada", ReviewEvidence.Confirmed, "2026-Q3"));

    [Fact]
    public void A_checklist_that_cannot_be_read_is_an_error() =>
        Is("review", Verdict.Error, "cannot be read", Checked().With(ReviewEvidence.Opened, _product, EvidenceOutcome.Info, payload: new string('0', 64)));

    private static Facts Checked() => new Facts().With(AccessEvidence.Checked, _commit, EvidenceOutcome.Pass, details: null);

    private static Facts Reviewed(int due)
    {
        var sheet = new ReviewSheet("2026-Q4", Facts.Commit, Facts.Now, Facts.Now.AddDays(due), [new ReviewLine("ada", "ada", "owner", "position head", []), new ReviewLine("bob", "bob", "engineer", "position developer", [])]);
        var payload = Digest.Sha256(Json.WriteBytes(sheet));
        return Checked().With("payload", sheet).With(ReviewEvidence.Opened, _product, EvidenceOutcome.Info, payload: payload);
    }

    private static Facts Answer(Facts facts, string line, string kind, string period = "2026-Q4") =>
        facts.With(kind, _product, EvidenceOutcome.Pass, new JsonObject { ["period"] = period, ["line"] = line });

    private static void Is(string child, Verdict verdict, string says, Facts facts)
    {
        var node = Child(facts.Judge(new AccessCriterion()), child);
        Assert.Equal(verdict, node.Verdict);
        Assert.Contains(says, node.Reason, StringComparison.Ordinal);
    }

    private static VerdictNode Child(VerdictNode node, string name) => node.Children.Single(c => c.Name == name);
}
