using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Uploads;

/// <summary>
/// The payload of <c>results.received</c>: the tests of one report. Its size is bounded whatever the report was: the tests beyond 8 million
/// characters are counted here, and listed only in the history of tests.
/// </summary>
/// <param name="Set">The test set.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Format">The report's format, or null.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="Notes">What is odd about it.</param>
/// <param name="Cases">Its tests, those that are not in order first.</param>
/// <param name="Omitted">Tests that are counted but not listed, for want of room.</param>
public sealed record ResultsPayload(
    string Set, int Attempt, string? Format, string? Problem, ReportCounts Counts, IReadOnlyList<string> Notes,
    IReadOnlyList<TestCaseResult> Cases, int Omitted)
{
    /// <summary>The most tests that are read for a payload.</summary>
    public const int MaxCases = 200_000;

    // A character is at most 6 bytes of JSON: this stays below the payload store's limit.
    private const int MaxCharacters = 8 * 1024 * 1024;
    private const int OverheadOfCase = 100;

    /// <summary>The payload of a report.</summary>
    public static ResultsPayload Of(ResultsUpload upload, TestReport report)
    {
        var room = MaxCharacters;
        var listed = report.Cases.OrderByDescending(IsBad).TakeWhile(test => (room -= Cost(test)) > 0).ToList();
        return new ResultsPayload(
            upload.Set, upload.Attempt, report.Format, report.Problem, report.Counts, report.Notes, listed, report.Counts.Tests - listed.Count);
    }

    private static bool IsBad(TestCaseResult test) => test.Outcome is TestOutcome.Failed or TestOutcome.Errored;

    private static int Cost(TestCaseResult test) =>
        OverheadOfCase + test.Suite.Length + test.Name.Length + (test.ClassName?.Length ?? 0) + (test.Message?.Length ?? 0) + (test.Places?.Length ?? 0) + (test.Place?.Path.Length ?? 0);
}
