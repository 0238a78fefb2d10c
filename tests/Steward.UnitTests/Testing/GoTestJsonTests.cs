using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class GoTestJsonTests
{
    [Fact]
    public void Every_test_with_an_outcome_counts_and_so_do_its_subtests() =>
        Assert.Equal("2/2/0/0", Reports.Counts(Lines(Run("T"), Run("T/a"), End("pass", "T/a"), Run("T/b"), End("fail", "T/b"), End("fail", "T"), Run("U"), End("pass", "U"), Package("fail"))));

    [Fact]
    public void A_package_that_fails_without_a_failed_test_is_an_error()
    {
        var report = Reports.Read(Lines(Run("T"), End("pass", "T"), Output("FAIL: TestMain\n"), Package("fail")));
        Assert.Equal((1, 1), (report.Counts.Passed, report.Counts.Errored));
        Assert.Equal(("p", "(package)", "FAIL: TestMain"), (report.Cases[1].Suite, report.Cases[1].Name, report.Cases[1].Message));
    }

    [Fact]
    public void A_build_that_fails_is_an_error_with_what_the_compiler_said()
    {
        var report = Reports.Read(Lines("""{"ImportPath":"p [p.test]","Action":"build-output","Output":"undefined: x\n"}""", """{"ImportPath":"p [p.test]","Action":"build-fail"}""",
            """{"Action":"start","Package":"p"}""", """{"Action":"fail","Package":"p","Elapsed":0,"FailedBuild":"p [p.test]"}"""));
        Assert.Equal(("undefined: x", TestOutcome.Errored), (Assert.Single(report.Cases).Message, report.Cases[0].Outcome));
    }

    [Fact]
    public void A_test_that_panics_or_never_ends_is_an_error()
    {
        var report = Reports.Read(Lines(Run("A"), Run("B"), """{"Action":"output","Package":"p","Test":"A","Output":"panic: boom\n"}""", End("fail", "A"), Package("fail")));
        Assert.Equal((2, null), (report.Counts.Errored, report.Problem));
        Assert.Equal("The test began and never ended.", report.Cases.Single(c => c.Name == "B").Message);
    }

    [Fact]
    public void A_stream_without_the_end_of_a_package_is_incomplete()
    {
        var report = Reports.Read(Lines(Run("A"), End("pass", "A"), Run("B")));
        Assert.Equal((1, "The run was aborted before its end: p did not end (running: B)."), (report.Counts.Tests, report.Problem));
    }

    [Fact]
    public void A_test_that_passes_in_a_further_run_of_its_package_is_flaky() =>
        Assert.Equal((1, 0, 1), Flaky(Lines(Run("A"), End("fail", "A"), Package("fail"), Run("A"), End("pass", "A"), Package("pass"))));

    [Fact]
    public void Each_of_several_runs_in_one_counts() =>
        Assert.Equal((1, 1), Outcomes(Lines(Run("A"), End("fail", "A"), Run("A"), End("pass", "A"), Package("fail"))));

    [Fact]
    public void Lines_that_are_no_events_are_noted_and_a_cut_off_last_one_breaks()
    {
        var report = Reports.Read("go: downloading x\n" + Lines(Run("A"), "{ not an event }", End("pass", "A"), Package("pass")));
        Assert.Equal((1, null), (report.Counts.Passed, report.Problem));
        Assert.Contains("2 lines are no event of the stream; the first is line 1.", report.Notes);
        Assert.Contains("line 3: the file ends inside an event", Reports.Read(Lines(Run("A"), End("pass", "A"), "{\"Action\":")[..^1]).Problem, StringComparison.Ordinal);
    }

    private static (int, int) Outcomes(string report) => (Reports.Read(report).Counts.Passed, Reports.Read(report).Counts.Failed);

    private static (int, int, int) Flaky(string report)
    {
        var counts = Reports.Read(report).Counts;
        return (counts.Passed, counts.Failed, counts.Flaky);
    }

    private static string Lines(params string[] lines) => string.Concat(lines.Select(l => l + "\n"));

    private static string Run(string test) => $$"""{"Action":"run","Package":"p","Test":"{{test}}"}""";

    private static string End(string action, string test) => $$"""{"Action":"{{action}}","Package":"p","Test":"{{test}}","Elapsed":0.5}""";

    private static string Output(string text) => $$"""{"Action":"output","Package":"p","Output":"{{text.Replace("\n", "\\n", StringComparison.Ordinal)}}"}""";

    private static string Package(string action) => $$"""{"Action":"{{action}}","Package":"p","Elapsed":1}""";
}
