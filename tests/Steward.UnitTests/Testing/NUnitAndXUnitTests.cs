using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class NUnitAndXUnitTests
{
    [Theory]
    [InlineData("result='Passed'", TestOutcome.Passed)]
    [InlineData("result='Warning'", TestOutcome.Passed)]
    [InlineData("result='Success'", TestOutcome.Passed)]
    [InlineData("result='Failed'", TestOutcome.Failed)]
    [InlineData("result='Failed' label='Error'", TestOutcome.Errored)]
    [InlineData("result='Failed' label='Invalid'", TestOutcome.Errored)]
    [InlineData("result='Error'", TestOutcome.Errored)]
    [InlineData("result='Failure'", TestOutcome.Failed)]
    [InlineData("result='Inconclusive'", TestOutcome.Skipped)]
    [InlineData("result='Ignored'", TestOutcome.Skipped)]
    [InlineData("result='NotRunnable'", TestOutcome.Errored)]
    [InlineData("result='Unheard'", TestOutcome.Errored)]
    [InlineData("executed='True' success='False'", TestOutcome.Failed)]
    [InlineData("executed='False'", TestOutcome.Skipped)]
    [InlineData("executed='true'", TestOutcome.Passed)]
    [InlineData("", TestOutcome.Errored)]
    public void Outcomes_of_NUnit(string attributes, TestOutcome outcome) =>
        Assert.Equal(outcome, Assert.Single(Reports.Read($"<test-results><test-suite name='s'><results><test-case name='A.B.c' {attributes}/></results></test-suite></test-results>").Cases).Outcome);

    [Theory]
    [InlineData("Shop.CartTests.Adds", "Shop.CartTests")]
    [InlineData("Shop.CartTests.Adds(1.5, \"a).b\")", "Shop.CartTests")]
    [InlineData("Shop.Shelf(1).Stands", "Shop.Shelf(1)")]
    [InlineData("Shop.Shelf(\"a(.\\\"\").Stands(2.5)", "Shop.Shelf(\"a(.\\\"\")")]
    [InlineData("Shop.Shelf(1", "Shop")]
    public void The_class_stands_in_the_name_of_a_test_of_NUnit_2(string name, string suite) =>
        Assert.Equal(suite, Assert.Single(Reports.Read($"<test-results><test-case name='{name.Replace("\"", "&quot;", StringComparison.Ordinal)}' result='Success'/></test-results>").Cases).Suite);

    [Fact]
    public void Tests_whose_set_up_failed_have_errored_however_they_are_counted()
    {
        const string Two = "<test-results><test-suite name='s' result='Error'><failure><message>no</message></failure><results><test-case name='A.b' result='Failure'/></results></test-suite></test-results>";
        Assert.Equal(1, Reports.Read(Two).Counts.Errored);
        Assert.Equal(1, ReportReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Two)), keep: 0).Counts.Errored);
        const string Three = "<test-run><test-suite name='s' result='Failed'><failure><message>One or more child tests had errors</message></failure><test-case name='b' result='Failed'/></test-suite></test-run>";
        Assert.Equal(1, Reports.Read(Three).Counts.Failed);
    }

    [Fact]
    public void A_case_of_NUnit_tells_its_class_its_time_and_its_message()
    {
        var report = Reports.Read(
            "<test-run><test-suite type='TestFixture' name='B' fullname='A.B'><test-suite type='ParameterizedMethod' name='c' fullname='A.B.c'>"
            + "<test-case name='c(1)' classname='A.B' result='Failed' duration='1.5'><failure><message><![CDATA[no]]></message><stack-trace>at x</stack-trace></failure></test-case></test-suite></test-suite></test-run>");
        Assert.Equal(new TestCaseResult("A.B", "c(1)", TestOutcome.Failed, 1.5, "no"), Assert.Single(report.Cases));
        Assert.Equal(("NUnit 3", 1), (report.Format, report.Counts.Suites));
    }

    [Theory]
    [InlineData("<test-suite name='s' result='Failed' label='Invalid' runstate='NotRunnable'><reason><message>not found</message></reason></test-suite>", 1)]
    [InlineData("<test-suite name='s' result='Failed' site='TearDown'><failure><message>m</message></failure><test-case name='a' result='Passed'/></test-suite>", 1)]
    [InlineData("<test-suite name='s' result='Failed' site='Child'><failure><message>m</message></failure><test-case name='a' result='Failed' label='Error'/></test-suite>", 1)]
    [InlineData("<test-suite name='o' result='Failed'><test-suite name='s' result='Failed' site='SetUp'><failure/></test-suite></test-suite>", 1)]
    [InlineData("<test-suite name='s' result='Failed' site='SetUp'><failure/><test-case name='a' result='Failed' label='Error' site='Parent'/></test-suite>", 1)]
    public void What_fails_outside_any_test_of_NUnit_is_not_overlooked(string suites, int errored) =>
        Assert.Equal(errored, Reports.Read($"<test-run result='Failed'>{suites}</test-run>").Counts.Errored);

    [Fact]
    public void A_failed_run_of_NUnit_without_a_failed_test_is_incomplete() =>
        Assert.Contains("calls itself failed", Reports.Read("<test-run result='Failed'><test-suite name='s'><test-case name='a' result='Passed'/></test-suite></test-run>").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("Pass", TestOutcome.Passed)]
    [InlineData("Fail", TestOutcome.Failed)]
    [InlineData("Skip", TestOutcome.Skipped)]
    [InlineData("NotRun", TestOutcome.Skipped)]
    [InlineData("Unheard", TestOutcome.Errored)]
    public void Outcomes_of_xUnit(string result, TestOutcome outcome) =>
        Assert.Equal(outcome, Assert.Single(Reports.Read($"<assembly name='a.dll'><class name='A.B'><test name='c' result='{result}'/></class></assembly>").Cases).Outcome);

    [Fact]
    public void Errors_of_fixtures_and_classes_count_as_errored_tests()
    {
        var report = Reports.Read(
            "<assemblies><assembly name='x/a.dll' errors='2'><errors><error type='test-class-cleanup' name='A.B'><failure><message>m</message></failure></error><error type='fatal'/></errors>"
            + "<collection name='c'><test name='t' type='A.B' result='Pass'/></collection></assembly></assemblies>");
        Assert.Equal((1, 2, (string?)null), (report.Counts.Passed, report.Counts.Errored, report.Problem));
        Assert.Equal(("(test-class-cleanup) A.B", "m"), (report.Cases[0].Name, report.Cases[0].Message));
        Assert.Equal(1, Reports.Read("<assembly><class name='A'><failure><message>m</message></failure><test name='a' result='Pass'/></class></assembly>").Counts.Errored);
    }
}
