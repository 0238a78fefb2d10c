using System.Text;
using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class TapTests
{
    [Theory]
    [InlineData("1..2\nok 1 - a\nnot ok 2 - b\n", "1/1/0/0")]
    [InlineData("TAP version 13\nok 1\nok 2\n1..2\n", "2/0/0/0")]
    [InlineData("1..4\nok 1 # SKIP no till\nnot ok 2 # todo later\nok 3 # Todo done\nnot ok 4 # skip\n", "1/0/0/3")]
    [InlineData("1..2\nok a \\# SKIP is no directive\nok 2 b \\\\# SKIP this is\n", "1/0/0/1")]
    [InlineData("1..2\nok\nok\n", "2/0/0/0")]
    [InlineData("1..1\nsome output\nokay\nnot okay\n# ok 9\nok 1\n", "1/0/0/0")]
    [InlineData("TAP version 14\n1..1\n# Subtest: s\n    1..2\n    ok 1\n    not ok 2\nnot ok 1 - s\n", "1/1/0/0")]
    [InlineData("1..1\n# Subtest: s\n    1..1\n    ok 1\nnot ok 1 - s\n", "1/0/1/0")]
    [InlineData("1..1\n# Subtest: s\n    1..1\n    ok 1\nnot ok 1 - s\n  ---\n  failureType: 'testCodeFailure'\n  ...\n", "1/1/0/0")]
    [InlineData("1..1\n# Subtest: s\n    1..1\n    ok 1\nnot ok 1 - s\n  ---\n  type: 'suite'\n  failureType: 'hookFailed'\n  ...\n", "1/0/1/0")]
    [InlineData("1..1\nnot ok 1 - a\n  ---\n  failureType: 'cancelledByParent'\n  ...\n", "0/0/1/0")]
    [InlineData("1..1\nnot ok 1 - a.js\n  ---\n  failureType: 'testCodeFailure'\n  exitCode: 1\n  ...\n", "0/0/1/0")]
    [InlineData("1..1\nnot ok 1 - a # TODO\n  ---\n  failureType: 'hookFailed'\n  ...\n", "0/0/0/1")]
    [InlineData("1..1\nok 1 - s {\n    1..2\n    ok 1\n    ok 2\n}\n", "2/0/0/0")]
    [InlineData("TAP version 13\n1..1\nok 1 - a\n  ---\n  ok 2: in yaml\n  not ok 3\n  ...\n", "1/0/0/0")]
    public void Points_are_counted(string report, string counts)
    {
        Assert.Equal(counts, Reports.Counts(report));
        Assert.Null(Reports.Read(report).Problem);
    }

    [Theory]
    [InlineData("1..3\nok 1\n", "plans 3 tests and holds 1")]
    [InlineData("1..1\nok 1\nok 2\n", "plans 1 test and holds 2")]
    [InlineData("ok 1\nok 2\n", "no plan")]
    [InlineData("1..99999999999999999999999\nok 1\n", "plans 9223372036854775807 tests")]
    [InlineData("1..3\nok 1\nBail out! no disk\nok 2\nok 3\n", "The run was aborted: it bailed out: no disk.")]
    [InlineData("1..1\n# Subtest: s\n    ok 1\n", "subtest 's' is not closed")]
    [InlineData("1..1\n# Subtest: s\n    1..2\n    ok 1\nok 1 - s\n", "Subtest 's' plans 2 tests and holds 1")]
    public void A_run_that_did_not_come_to_its_end_is_incomplete(string report, string problem) =>
        Assert.Contains(problem, Reports.Read(report).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_run_that_is_skipped_as_a_whole_holds_no_test()
    {
        var report = Reports.Read("1..0 # SKIP no bank\n");
        Assert.Equal(("TAP", 0, (string?)null), (report.Format, report.Counts.Tests, report.Problem));
        Assert.Contains("It plans no test: 1..0 # SKIP no bank", report.Notes);
    }

    [Fact]
    public void Names_suites_durations_and_diagnostics_are_told()
    {
        var report = Reports.Read("TAP version 14\n# Subtest: cart\n    # Subtest: prices\n        # Subtest: are positive\n        not ok 1 - are \\# positive\n          ---\n          duration_ms: 12.5\n          error: 'boom'\n          ...\n        1..1\n    not ok 1 - prices\n    1..1\nnot ok 1 - cart\n1..1\n");
        var test = Assert.Single(report.Cases);
        Assert.Equal(("cart > prices", "are # positive", 0.0125, "error: 'boom'"), (test.Suite, test.Name, test.DurationSeconds, test.Message));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_as_they_like_in_any_encoding(string end)
    {
        var text = string.Join(end, "TAP version 13", "1..2", "ok 1 - größe", "not ok 2 - b", "  ---", "  message: m", "  ...", "");
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];
        foreach (var encoding in encodings)
        {
            var report = Reports.Read(text, encoding);
            Assert.Equal(("TAP", null, 1, 1, "größe"), (report.Format, report.Problem, report.Counts.Passed, report.Counts.Failed, report.Cases[0].Name));
        }

        var unmarked = ReportReader.Read(new MemoryStream(Encoding.Unicode.GetBytes(text)));
        Assert.Equal(2, unmarked.Counts.Tests);
    }

    [Fact]
    public void Several_documents_are_read_one_after_the_other()
    {
        var report = Reports.Read("TAP version 13\n1..1\nok 1\nTAP version 13\n1..2\nok 1\n");
        Assert.Equal(2, report.Counts.Passed);
        Assert.Contains("plans 2 tests and holds 1", report.Problem, StringComparison.Ordinal);
    }
}
