using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Instructions;
using Xunit;

namespace Steward.UnitTests.Release.Instructions;

public sealed class InstructionsCriterionTests
{
    private const string Section = "instructions: {file: docs/release.md}";
    private const string Two = "- [ ] Write the notes {#notes}\n- [ ] Announce it {#announce after=notes}\n";

    [Fact]
    public void Without_its_section_nothing_is_asked() => Assert.Equal(Verdict.NotNeeded, Judge(new ReleaseStory("patience: 1m")).Verdict);

    [Fact]
    public void What_was_not_read_is_an_error_and_an_empty_list_is_missing()
    {
        Assert.Equal(Verdict.Error, Judge(new ReleaseStory(Section)).Verdict);
        Assert.Equal(Verdict.Missing, Judge(Story("# Release\n\n- Nothing to tick\n")).Verdict);
        var gone = new InstructionList("docs/release.md", [], []) { IsThere = false };
        Assert.Equal(
            (Verdict.Missing, "There is no docs/release.md at aaaaaaaaaa; release.instructions names it."),
            Of(Judge(new ReleaseStory(Section).Add(InstructionEvidence.Read, "steward", 0, payload: gone))));
    }

    [Fact]
    public void A_list_with_a_problem_is_an_error_with_line_and_column()
    {
        var node = Judge(Story("- [x] Write the notes\n"));
        Assert.Equal(Verdict.Error, node.Verdict);
        Assert.StartsWith("docs/release.md:1:4: It is ticked in the file", Assert.Single(node.Children).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_open_item_is_missing_by_name_with_the_command_to_use()
    {
        var node = Judge(Story(Two));
        Assert.Equal(["notes", "announce"], node.Children.Select(c => c.Name));
        Assert.Equal((Verdict.Missing, "'Write the notes' is not carried out. Whoever does it says so: 'steward instruct acme/shop aaaaaaaaaa notes'."), Of(node.Children[0]));
        Assert.StartsWith("0 of 2 instructions of docs/release.md carried out; the first that is not: 'Write the notes'", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_done_in_order_passes()
    {
        var node = Judge(Story(Two).Does("notes").Does("announce", "github:bob"));
        Assert.Equal((Verdict.Pass, "2 of 2 instructions of docs/release.md carried out."), Of(node));
        Assert.Equal("github:bob carried it out at 2026-11-23 12:00 UTC: Announce it", node.Children[1].Reason);
    }

    [Fact]
    public void What_is_said_before_the_one_it_follows_does_not_count()
    {
        var early = Story(Two).Does("announce");
        Assert.Equal("'Announce it' follows notes, which is not carried out.", At(early, "announce").Reason);
        Assert.Equal(Verdict.Missing, At(early.Does("notes"), "announce").Verdict);
        Assert.StartsWith("'Announce it' was said before notes was carried out", At(early, "announce").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Judge(early.Does("announce").Does("notes")).Verdict);
    }

    [Fact]
    public void What_was_taken_back_is_open_and_so_is_what_follows_it()
    {
        var undone = Story(Two).Does("notes").Does("announce").Does("notes", "token:bob", undo: true);
        Assert.Contains("(token:bob took it back at", At(undone, "notes").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Missing, At(undone, "announce").Verdict);
        Assert.Equal((Verdict.Pass, Verdict.Missing), (At(undone.Does("notes"), "notes").Verdict, At(undone, "announce").Verdict));
    }

    [Fact]
    public void The_level_at_that_moment_and_the_text_must_be_right()
    {
        var story = Story("- [ ] Rotate the keys {#keys level=administer}\n").Does("keys");
        Assert.EndsWith("the level was approve then, and administer is asked for. Whoever does it, with the level administer, says so: 'steward instruct acme/shop aaaaaaaaaa keys'.", At(story, "keys").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Missing, At(story.Does("keys", level: "administer", text: Digest.Sha256("Rotate one key")), "keys").Verdict);
        Assert.Equal(Verdict.Pass, At(story.Does("keys", level: "administer"), "keys").Verdict);
    }

    [Theory]
    [InlineData(EvidenceOutcome.Pass, Verdict.Pass)]
    [InlineData(EvidenceOutcome.Info, Verdict.Pass)]
    [InlineData(EvidenceOutcome.Fail, Verdict.Fail)]
    [InlineData(EvidenceOutcome.Error, Verdict.Error)]
    public void Evidence_confirms_by_its_newest_outcome(EvidenceOutcome outcome, Verdict verdict)
    {
        var story = Story("- [ ] Scan {#scan evidence=antivirus.completed}\n").Does("scan");
        Assert.Equal(Verdict.Missing, At(story, "scan").Verdict);
        Assert.Equal(verdict, At(story.Leaves("antivirus.completed", EvidenceOutcome.Pass).Leaves("antivirus.completed", EvidenceOutcome.Fail).Leaves("antivirus.completed", outcome), "scan").Verdict);
    }

    [Fact]
    public void Nested_items_stand_below_their_parent_and_following_it_means_all_of_them()
    {
        const string Nested = "1. [ ] Test {#test}\n   - [ ] by hand {#hand}\n   - [ ] on a phone {#phone}\n2. [ ] Ship {#ship after=test}\n";
        var story = Story(Nested).Does("test").Does("hand");
        Assert.Equal(["test", "hand", "phone"], Judge(story).Children[0].Children.Select(c => c.Name));
        Assert.Equal(Verdict.Missing, Judge(story).Children[0].Verdict);
        Assert.Equal("'Ship' follows phone, which is not carried out.", At(story.Does("ship"), "ship").Reason);
        Assert.Equal(Verdict.Pass, Judge(story.Does("phone").Does("ship")).Verdict);
    }

    [Fact]
    public void A_waiver_of_a_nested_item_does_not_waive_the_one_above_it()
    {
        var facts = Story("- [ ] Test {#test}\n  - [ ] by hand {#hand}\n").Facts;
        VerdictNode With(string path) => Gate.Judge([new InstructionsCriterion()], facts.Assuming(facts.Waived(new Waiver(path, facts.Now.AddDays(1), "ada", "late"))));
        Assert.Equal(Verdict.Missing, With("release/instructions/test/hand").Walk().Single(n => n.Path == "change/release/instructions/test").Node.Verdict);
        Assert.Equal(Verdict.Waived, With("release/instructions/test").Walk().Single(n => n.Path == "change/release/instructions").Node.Verdict);
    }

    private static ReleaseStory Story(string markdown) => new ReleaseStory(Section).Reads(markdown);

    private static VerdictNode Judge(ReleaseStory story) => new InstructionsCriterion().Judge(story.Facts);

    private static VerdictNode At(ReleaseStory story, string item) => Judge(story).Walk().Last(n => n.Node.Name == item).Node;

    private static (Verdict Verdict, string Reason) Of(VerdictNode node) => (node.Verdict, node.Reason);
}
