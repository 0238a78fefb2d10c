using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class JUnitDialectTests
{
    [Theory]
    [InlineData("<testsuite name='s'><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>", "1/1/0/0")]
    [InlineData("<testsuites><testsuite><testcase name='a'/></testsuite><testsuite><testcase name='b'/></testsuite></testsuites>", "2/0/0/0")]
    [InlineData("<testsuites><testsuite name='o'><testsuite name='i'><testcase name='a'><error/></testcase></testsuite></testsuite></testsuites>", "0/0/1/0")]
    [InlineData("<testsuites><testcase name='no suite'/></testsuites>", "1/0/0/0")]
    [InlineData("<testsuite><testcase name='a'/></testsuite>\n<testsuite><testcase name='b'><skipped/></testcase></testsuite>", "1/0/0/1")]
    [InlineData("<?xml version='1.0'?><testsuite><testcase name='a'/></testsuite><?xml version='1.0'?>\n<testsuite><testcase name='b'/></testsuite>", "2/0/0/0")]
    [InlineData("\n\n  <?xml version='1.0'?><testsuite><testcase name='a'/></testsuite>", "1/0/0/0")]
    [InlineData("<testsuite xmlns='urn:x'><testcase name='a'/></testsuite>", "1/0/0/0")]
    [InlineData("<testsuites/>", "0/0/0/0")]
    public void Roots_and_nesting(string report, string counts)
    {
        Assert.Equal(counts, Reports.Counts(report));
        Assert.Null(Reports.Read(report).Problem);
    }

    [Theory]
    [InlineData("<error/><failure/>", TestOutcome.Errored)]
    [InlineData("<failure/><error/>", TestOutcome.Errored)]
    [InlineData("<skipped/><failure/>", TestOutcome.Failed)]
    [InlineData("<failure/><skipped/>", TestOutcome.Failed)]
    [InlineData("<skipped/>", TestOutcome.Skipped)]
    [InlineData("<system-out><![CDATA[<failure/>]]></system-out>", TestOutcome.Passed)]
    [InlineData("<system-out><failure/></system-out>", TestOutcome.Passed)]
    [InlineData("<properties><property name='x'><failure/></property></properties>", TestOutcome.Passed)]
    [InlineData("<other><failure/></other>", TestOutcome.Failed)]
    [InlineData("<failure><failure/></failure>", TestOutcome.Failed)]
    [InlineData("<flakyFailure/><flakyError/>", TestOutcome.Passed)]
    [InlineData("<failure/><rerunFailure/><rerunError/>", TestOutcome.Failed)]
    [InlineData("<rerunFailure/>", TestOutcome.Failed)]
    [InlineData("<skipped/><rerunFailure/>", TestOutcome.Failed)]
    public void The_worst_of_what_stands_in_a_test_counts(string children, TestOutcome outcome) =>
        Assert.Equal(outcome, Assert.Single(Reports.Read($"<testsuite><testcase name='t'>{children}</testcase></testsuite>").Cases).Outcome);

    [Theory]
    [InlineData("status='notrun'", TestOutcome.Skipped)]
    [InlineData("status='run' result='completed'", TestOutcome.Passed)]
    [InlineData("status='fail'", TestOutcome.Failed)]
    [InlineData("result='skipped'", TestOutcome.Skipped)]
    public void What_attributes_tell_counts_too(string attributes, TestOutcome outcome) =>
        Assert.Equal(outcome, Assert.Single(Reports.Read($"<testsuite><testcase name='t' {attributes}/></testsuite>").Cases).Outcome);

    [Fact]
    public void A_retry_that_passed_is_flaky_and_counted_in_passed()
    {
        var counts = Reports.Read("<testsuite><testcase name='t'><flakyFailure message='first'/></testcase><testcase name='u'/></testsuite>").Counts;
        Assert.Equal((2, 1, 2), (counts.Passed, counts.Flaky, counts.Tests));
    }

    [Fact]
    public void A_failed_set_up_of_a_suite_cannot_be_overlooked()
    {
        var report = Reports.Read("<testsuite name='s'><error message='no database'/></testsuite>");
        Assert.Equal((1, "no database"), (report.Counts.Errored, Assert.Single(report.Cases).Message));
    }

    [Fact]
    public void Wrong_declared_numbers_change_no_count_and_make_a_report_incomplete()
    {
        var report = Reports.Read("<testsuites tests='173' failures='9'><testsuite name='s' tests='173'><testcase name='a'/><testcase name='b'/></testsuite></testsuites>");
        Assert.Equal((2, 0), (report.Counts.Tests, report.Counts.Failed));
        Assert.Equal("Suite 's' declares 173 tests and holds 2: it is incomplete.", report.Problem);
    }

    [Fact]
    public void Suites_that_only_group_others_are_not_counted() =>
        Assert.Equal(3, Reports.Read("<testsuites><testsuite><testsuite><testcase/></testsuite><testsuite/></testsuite><testsuite/></testsuites>").Counts.Suites);

    [Fact]
    public void Names_and_messages_are_what_the_report_says()
    {
        var test = Assert.Single(Reports.Read(
            "<testsuite name='cart'><testcase classname='shop.Cart' name='adds &amp; &#x1B;removes' time='1,234.5'><failure type='T'>\n  expected &lt;2&gt;\n</failure></testcase></testsuite>").Cases);
        Assert.Equal(("cart", "shop.Cart", 1234.5, "expected <2>"), (test.Suite, test.ClassName, test.DurationSeconds, test.Message));
        Assert.StartsWith("adds & ", test.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("iso-8859-1")]
    public void Encodings_with_and_without_a_byte_order_mark(string name)
    {
        var report = Reports.Read($"<?xml version=\"1.0\" encoding=\"{name}\"?><testsuite><testcase name=\"Grüße\"/></testsuite>", Encoding.GetEncoding(name));
        Assert.Equal("Grüße", Assert.Single(report.Cases).Name);
    }

    [Fact]
    public void Windows_pages_and_control_characters_are_read()
    {
        var bytes = "<?xml version='1.0' encoding='windows-1252'?><testsuite><testcase name='caf\u00e9'><failure>\u001b[31mred</failure></testcase></testsuite>";
        Assert.Equal("café", Assert.Single(Reports.Read(bytes, Encoding.Latin1).Cases).Name);
    }
}
