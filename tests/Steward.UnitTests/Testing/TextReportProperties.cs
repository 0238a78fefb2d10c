using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>Whatever a JSON or text report is made of: readers answer, in time, and count what they keep.</summary>
public sealed class TextReportProperties
{
    private const string Ctrf =
        """{"reportFormat":"CTRF","results":{"tool":{"name":"t"},"summary":{"tests":3,"passed":1,"failed":1,"skipped":1,"pending":0,"other":0},"tests":[{"name":"a","status":"passed","duration":1.5,"suite":["s","t"],"retryAttempts":[{"status":"failed"}]},{"name":"b","status":"failed","message":"m\n\u00e9"},{"name":"c","status":"skipped"}]}}""";

    private const string Jest =
        """{"numTotalTests":2,"numFailedTests":1,"success":false,"testResults":[{"assertionResults":[{"fullName":"a b","status":"passed","invocations":2},{"title":"c","status":"failed","failureMessages":["m"]}],"message":"","name":"f","status":"failed"},{"assertionResults":[],"message":"x","name":"g","status":"failed"}]}""";

    private const string Mocha =
        """{"stats":{"tests":2,"passes":1,"pending":1,"failures":1},"tests":[{"title":"a","fullTitle":"s a","duration":1,"err":{}},{"title":"b","fullTitle":"s b","err":{}}],"pending":[{"title":"b","fullTitle":"s b"}],"failures":[{"title":"\"before all\" hook","fullTitle":"s h","err":{"message":"m"}}],"passes":[]}""";

    private const string Go =
        "{\"Action\":\"start\",\"Package\":\"p\"}\n{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"T\"}\n{\"Action\":\"output\",\"Package\":\"p\",\"Test\":\"T\",\"Output\":\"x\\n\"}\n{\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"T\",\"Elapsed\":0.1}\n{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"U\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}\n";

    private const string Tap =
        "TAP version 14\n1..3\nok 1 - a\n  ---\n  duration_ms: 1\n  ...\n# Subtest: s\n    1..1\n    not ok 1 - b # TODO x\nok 2 - s\nnot ok 3 - c \\# d\n# diag\n";

    private const string Dart =
        "{\"protocolVersion\":\"0.1.1\",\"type\":\"start\"}\n{\"test\":{\"id\":1,\"name\":\"a\",\"suiteID\":0},\"type\":\"testStart\",\"time\":1}\n{\"testID\":1,\"error\":\"e\",\"isFailure\":true,\"type\":\"error\"}\n{\"testID\":1,\"result\":\"failure\",\"hidden\":false,\"type\":\"testDone\",\"time\":2}\n{\"success\":false,\"type\":\"done\"}\n";

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud800", "null", "true", "1e999", "-1", "\n", "\r", "\0", "\uFEFF", "\u001b", "1..9", "ok 7", "not ok", "    ", "  ---", "  ...", "# SKIP", "# TODO",
        "Bail out!", "TAP version 13", "# Subtest: x", "}\n", "\"status\":", "\"tests\":[", "\"Action\":\"run\",", "\"Package\":\"q\",", "\"type\":\"testStart\",",
    ];

    public static TheoryData<string> All { get; } = [Ctrf, Jest, Mocha, Go, Tap, Dart];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_beginning_of_a_report_is_read_and_never_has_more_tests_than_the_whole(string report)
    {
        var whole = Reports.Read(report);
        Assert.Null(whole.Problem);
        for (var length = 0; length < report.Length; length++)
        {
            var read = Reports.Read(report[..length]);
            Assert.True(IsConsistent(read), $"at {length}");
            Assert.True(read.Counts.Tests <= whole.Counts.Tests, $"{read.Counts.Tests} tests at {length}");
            Assert.True(read.Problem is not null || IsWhole(read, whole), $"not told at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Mutated_reports_are_always_answered(string report)
    {
        Busy.AtMost(60, () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(Mutations(report)), text => IsConsistent(Reports.Read(text, Encoding.UTF8)))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_byte_may_be_any_byte(string report)
    {
        var random = new Random(4711);
        var bytes = Encoding.UTF8.GetBytes(report);
        for (var i = 0; i < bytes.Length; i++)
        {
            var mutated = bytes.ToArray();
            mutated[i] = (byte)random.Next(256);
            Assert.True(IsConsistent(ReportReader.Read(new MemoryStream(mutated))), $"at {i}: {mutated[i]}");
        }
    }

    // Only what follows the last test may be missing unnoticed: an end of line, a comment.
    private static bool IsWhole(TestReport read, TestReport whole) =>
        read.Counts.Passed + read.Counts.Skipped <= whole.Counts.Passed + whole.Counts.Skipped && read.Counts.Tests == whole.Counts.Tests;

    private static bool IsConsistent(TestReport report) =>
        report.Counts.Tests == report.Cases.Count && double.IsFinite(report.Counts.DurationSeconds) && (report.Format is not null || report.Problem is not null);

    private static Gen<string> Mutations(string report) =>
        from edits in Gen.Choose(1, 6)
        from places in Gen.Choose(0, report.Length - 1).ListOf(edits)
        from lengths in Gen.Choose(0, 12).ListOf(edits)
        from pieces in Gen.Elements(Pieces).ListOf(edits)
        select places.Zip(lengths, pieces).Aggregate(report, (text, edit) => Edit(text, edit.First, edit.Second, edit.Third));

    private static string Edit(string text, int place, int length, string piece)
    {
        var at = Math.Min(place, text.Length);
        return text[..at] + piece + text[Math.Min(text.Length, at + length)..];
    }
}
