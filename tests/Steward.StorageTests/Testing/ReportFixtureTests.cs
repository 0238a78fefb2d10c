using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>Reports that real tools wrote; tests/fixtures/results/README.md says which.</summary>
public sealed class ReportFixtureTests
{
    [Theory]
    [InlineData("node-test.junit.xml", "JUnit", 2, 3, 2, 0, 2)]
    [InlineData("xunit-v3.junit.xml", "JUnit", 1, 4, 2, 0, 1)]
    [InlineData("xunit-v3.trx", "TRX", 2, 4, 2, 0, 1)]
    public void Reports_of_real_tools(string file, string format, int suites, int passed, int failed, int errored, int skipped)
    {
        using var stream = File.OpenRead(Repository.PathOf("tests", "fixtures", "results", file));
        var report = ReportReader.Read(stream);
        Assert.Equal((format, (string?)null), (report.Format, report.Problem));
        var counts = report.Counts;
        Assert.Equal((suites, passed, failed, errored, skipped), (counts.Suites, counts.Passed, counts.Failed, counts.Errored, counts.Skipped));
        Assert.True(counts.DurationSeconds > 0);
    }

    public static TheoryData<string> Fixtures => [.. ReportFixtures.All.Select(f => f.File)];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void What_tools_wrote_is_read_as_expected(string file)
    {
        var expected = ReportFixtures.All.Single(f => f.File == file).Expected;
        var (report, counts) = (ReportFixtures.Read(file), ReportFixtures.Read(file).Counts);
        Assert.Equal(expected with { Problem = null }, new ExpectedReport(
            report.Format, counts.Suites, counts.Passed, counts.Failed, counts.Errored, counts.Skipped, counts.Flaky, counts.UniqueTests, counts.Runs));
        Assert.Equal(expected.Problem, report.Problem);
    }

    [Theory]
    [InlineData("surefire/TEST-shop.CartTest.xml", "CartTest.breaksOnce~, CartTest.sometimes~, CartTest.totals-, CartTest.pays!", "CartTest.java:19", 0.002)]
    [InlineData("gradle/TEST-shop.SetUpTest.xml", "SetUpTest.classMethod!", "SetUpTest.java:8", 0)]
    [InlineData("bazel/slow.xml", "slow.slow!", null, 5)]
    [InlineData("gotestsum/reruns.xml", "cart.TestTotals-, cart.TestTotals/of_two-, cart.TestSometimes-, cart.TestTotals-, cart.TestTotals/of_two-, cart.TestTotals-, cart.TestTotals/of_two-", "cart_test.go:12", 0)]
    [InlineData("nunit2/nunit2.xml", "CartTests.Holds(2,1)-, CartTests.Totals-, ShelfTests(2).Stands-, CartTests.NotRunnable!, CartTests.Pays!, SetUpTests.Reads!", null, 0.032)]
    public void What_was_not_in_order_is_told_by_name_place_and_time(string file, string names, string? place, double seconds)
    {
        var report = ReportFixtures.Read(file);
        var told = report.Cases.Where(c => c.Flaky || c.Outcome is TestOutcome.Failed or TestOutcome.Errored).OrderBy(c => c.Outcome).ThenBy(Short, StringComparer.Ordinal).ToList();
        Assert.Equal(names.Split(", ").Order(StringComparer.Ordinal), told.Select(c => Short(c) + Mark(c)).Order(StringComparer.Ordinal));
        var found = told.Where(c => c.Outcome != TestOutcome.Passed).SelectMany(c => SourcePlaces.In(c.Places).Concat(SourcePlaces.In(c.Message)));
        Assert.True(place is null || found.Any(p => $"{p.Path}:{p.Line}".EndsWith(place, StringComparison.Ordinal)), place);
        Assert.Equal(seconds, report.Counts.DurationSeconds, 4);
    }

    // The end of a name tells it; what stands before it differs from tool to tool.
    private static string Short(TestCaseResult test)
    {
        var group = (test.ClassName ?? test.Suite).Split('.', '/')[^1];
        var name = test.Name[(test.Name.StartsWith("Shop.", StringComparison.Ordinal) ? test.Name.LastIndexOf('.') + 1 : 0)..];
        return $"{group}.{name}";
    }

    private static char Mark(TestCaseResult test) => test.Outcome == TestOutcome.Passed ? '~' : test.Outcome == TestOutcome.Failed ? '-' : '!';

    // xUnit.net's JUnit and v1 formats leave out what broke in a clean-up; all its others tell it, or at least declare it.
    [Theory]
    [InlineData("xunit/all.trx")]
    [InlineData("xunit/junit.xml")]
    [InlineData("xunit/nunit.xml")]
    [InlineData("xunit/v1.xml")]
    public void All_formats_of_one_run_tell_the_same_failures(string file) =>
        Assert.Equal(Failures("xunit/v3.xml"), Failures(file));

    private static List<string> Failures(string file) =>
        [.. ReportFixtures.Read(file).Cases.Where(c => c.Outcome == TestOutcome.Failed).Select(Full).Order(StringComparer.Ordinal)];

    [Fact]
    public void Both_formats_of_one_run_tell_the_same_tests()
    {
        var (junit, trx) = (Names("xunit-v3.junit.xml"), Names("xunit-v3.trx"));
        Assert.Equal(junit, trx);
        Assert.Contains(("Shop.Tests.CartTests.Prints", TestOutcome.Skipped), trx);
    }

    private static List<(string Name, TestOutcome Outcome)> Names(string file)
    {
        using var stream = File.OpenRead(Repository.PathOf("tests", "fixtures", "results", file));
        return [.. ReportReader.Read(stream).Cases.Select(c => (Full(c), c.Outcome)).Order()];
    }

    private static string Full(TestCaseResult test) =>
        test.Name.StartsWith("Shop.", StringComparison.Ordinal) ? test.Name : $"{test.ClassName ?? test.Suite}.{test.Name}";
}
