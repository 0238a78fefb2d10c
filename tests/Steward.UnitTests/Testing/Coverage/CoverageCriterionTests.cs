using Steward.Gates;
using Xunit;

namespace Steward.UnitTests.Testing.Coverage;

public sealed class CoverageCriterionTests
{
    [Theory]
    [InlineData("1-10", "1-8", "9-10", Verdict.Pass, "8 of 10 changed lines (80 %) were executed; the policy asks for 80 %.")]
    [InlineData("1-10", "1-7", "8-10", Verdict.Fail, "7 of 10 changed lines (70 %) were executed; the policy asks for 80 %: src/a.cs lines 8-10.")]
    [InlineData("1-40", "1-11,16-19,21-36", "12-15,20,37-40", Verdict.Fail, "31 of 40 changed lines (77.5 %) were executed; the policy asks for 80 %: src/a.cs lines 12-15, 20, 37-40.")]
    [InlineData("1-10", "20-30", "9", Verdict.Fail, "0 of 1 changed line (0 %) were executed; the policy asks for 80 %: src/a.cs line 9.")]
    [InlineData("1-10", "5", "", Verdict.Pass, "1 of 1 changed line (100 %) was executed; the policy asks for 80 %.")]
    [InlineData("1-2499", "1-1999", "2000-2499", Verdict.Fail, "1999 of 2499 changed lines (79.9 %) were executed; the policy asks for 80 %: src/a.cs lines 2000-2499.")]
    [InlineData("1-10", "11", "12", Verdict.NotNeeded, "None of the changed lines can be executed: no report knows one of them, nor another file of their extensions.")]
    public void Lines_decide(string changed, string covered, string uncovered, Verdict verdict, string reason)
    {
        var node = new CoverageFacts().Changed(("src/a.cs", changed)).Reported("unit", ("src/a.cs", covered, uncovered)).Judge();
        Assert.Equal((verdict, reason), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_line_is_covered_when_any_set_covered_it()
    {
        var facts = new CoverageFacts().Changed(("a.cs", "1-10")).Reported("unit", ("a.cs", "1-4", "5-10")).Reported("ui", ("a.cs", "5-8", "1-4,9-10"));
        Assert.Equal((Verdict.Pass, "8 of 10 changed lines (80 %) were executed; the policy asks for 80 %."), (facts.Judge().Verdict, facts.Judge().Reason));
    }

    [Fact]
    public void A_file_that_no_report_knows_counts_as_not_executed_where_reports_know_others_of_its_kind()
    {
        var node = new CoverageFacts().Changed(("a.cs", "1-8"), ("new.cs", "1-2"), ("more.cs", "1"), ("readme.md", "1-90"))
            .Reported("unit", ("a.cs", "1-8", "")).Judge();
        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.Equal("8 of 11 changed lines (72.7 %) were executed; the policy asks for 80 %: new.cs (in no report, 2 lines); more.cs (in no report, 1 line).", node.Reason);
    }

    [Theory]
    [InlineData("exclude: [tests]", Verdict.Pass)]
    [InlineData("exclude: ['tests/**']", Verdict.Pass)]
    [InlineData("exclude: ['**/*.t.cs']", Verdict.Pass)]
    [InlineData("exclude: ['*.t.cs']", Verdict.Fail)]
    [InlineData("exclude: [test]", Verdict.Fail)]
    public void Excluded_files_are_not_judged(string exclude, Verdict verdict)
    {
        var policy = $"version: 1\ntesting:\n  coverage: {{changedLines: 100, {exclude}}}\n";
        Assert.Equal(verdict, new CoverageFacts { Policy = policy }.Changed(("a.cs", "1"), ("tests/in/b.t.cs", "1-9")).Reported("unit", ("a.cs", "1", "")).Judge().Verdict);
    }

    [Fact]
    public void Reports_that_have_not_come_are_awaited_until_the_deadline()
    {
        var node = new CoverageFacts().Changed(("a.cs", "1")).Judge();
        Assert.Equal((Verdict.Missing, CoverageFacts.Received.AddMinutes(20)), (node.Verdict, node.AwaitUntil));
        Assert.Contains("steward coverage push FILE... --set NAME", node.Reason, StringComparison.Ordinal);
        var late = new CoverageFacts { Now = CoverageFacts.Received.AddMinutes(20) }.Changed(("a.cs", "1")).Judge();
        Assert.Equal((Verdict.Missing, null), (late.Verdict, late.AwaitUntil));
        Assert.Contains("nothing is awaited any more since 2026-11-23 12:20 UTC", late.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_that_the_policy_names_are_all_awaited_and_others_do_not_count()
    {
        const string Two = "version: 1\ntesting: {coverage: {changedLines: 50, sets: [unit, ui]}}\n";
        var facts = new CoverageFacts { Policy = Two }.Changed(("a.cs", "1-4")).Reported("unit", ("a.cs", "1", "2-4")).Reported("other", ("a.cs", "1-4", ""));
        Assert.Equal(Verdict.Missing, facts.Judge().Verdict);
        Assert.Contains("reported by ui yet", facts.Judge().Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, facts.Reported("ui", ("a.cs", "1", "2-4")).Judge().Verdict);
    }

    [Fact]
    public void The_newest_complete_attempt_counts()
    {
        var facts = new CoverageFacts().Changed(("a.cs", "1-2")).Reported("unit", 2, null, ("a.cs", "1-2", "")).Reported("unit", 1, null, ("a.cs", "", "1-2"));
        Assert.Equal(Verdict.Pass, facts.Judge().Verdict);
        Assert.Equal(Verdict.Pass, facts.Reported("unit", 3, "It breaks off.", ("a.cs", "", "1-2")).Judge().Verdict);
        Assert.Equal(Verdict.Fail, facts.Reported("unit", 4, null, ("a.cs", "", "1-2")).Judge().Verdict);
    }

    [Fact]
    public void An_incomplete_report_fails_and_an_unreadable_one_is_an_error()
    {
        var broken = new CoverageFacts().Changed(("a.cs", "1")).Reported("unit", 1, "It breaks off.", ("a.cs", "1", "")).Judge();
        Assert.Equal((Verdict.Fail, "unit, attempt 1: It breaks off."), (broken.Verdict, broken.Reason));
        Assert.Equal(Verdict.Error, new CoverageFacts().Changed(("a.cs", "1")).Reported("unit", 1, "No report.", null, []).Judge().Verdict);
    }

    [Fact]
    public void A_path_that_fits_several_files_counts_for_none_and_is_named()
    {
        var node = new CoverageFacts().Changed(("a/x.py", "1")).Reported("unit", 1, null, "LCOV", ["x.py"], ("other.py", "1", "")).Judge();
        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.EndsWith("1 path in the reports fit several files, so their lines count for none: x.py.", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_passes_because_something_is_not_there()
    {
        Assert.Equal(Verdict.Missing, new CoverageFacts().Reported("unit", ("a.cs", "1", "")).Judge().Verdict);
        Assert.Equal(Verdict.Error, new CoverageFacts().Changed(("a.cs", "1")).Reported("unit", ("a.cs", "1", "")).LosePayloads().Judge().Verdict);
        var large = new CoverageFacts().Add("change.lines", new() { ["tooLarge"] = "The change has 50001 files." }, new { }).Judge();
        Assert.Equal((Verdict.Error, "The change has 50001 files."), (large.Verdict, large.Reason));
    }

    [Fact]
    public void What_is_not_asked_for_and_what_cannot_be_executed_is_not_needed()
    {
        Assert.Equal(Verdict.NotNeeded, new CoverageFacts { Policy = "version: 1\n" }.Changed(("a.cs", "1")).Judge().Verdict);
        var removed = new CoverageFacts().Changed(("a.cs", "")).Judge();
        Assert.Equal((Verdict.NotNeeded, "None of the 1 changed file has added or modified lines that are judged (1 removed)."), (removed.Verdict, removed.Reason));
    }

    [Theory]
    [InlineData("coverage: {}")]
    [InlineData("coverage: {changedLines: 101}")]
    [InlineData("coverage: {changedLines: 80, sets: ['a b']}")]
    [InlineData("coverage: {changedLines: 80, exlude: [a]}")]
    public void The_policy_is_read_strictly(string section) => Assert.NotEmpty(CoverageFacts.Reader().Read($"version: 1\ntesting: {{{section}}}\n").Problems);
}
