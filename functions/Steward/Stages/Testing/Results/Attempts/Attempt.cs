using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>One attempt of a test set: the reports of its number are its parts.</summary>
/// <param name="Number">The attempt, from 1.</param>
/// <param name="Parts">Its reports, oldest first.</param>
internal sealed record Attempt(int Number, IReadOnlyList<ResultsEvidence> Parts)
{
    /// <summary>What its reports count together.</summary>
    public ReportCounts Counts { get; } = Parts.Aggregate(ReportCounts.None, (sum, part) => sum + part.Counts);

    /// <summary>What a report says that nobody could read; null when all were read.</summary>
    public string? Unread => Parts.FirstOrDefault(p => p.Format is null)?.Problem;

    /// <summary>What is wrong with a report, or null.</summary>
    public string? Problem => Parts.FirstOrDefault(p => p.Problem is not null)?.Problem;

    /// <summary>True when every report was read to its end, and together they hold a test.</summary>
    public bool IsComplete => Problem is null && Counts.Tests > 0;

    /// <summary>The first tests that are not in order.</summary>
    public IEnumerable<string> FirstFailed => Parts.SelectMany(p => p.FirstFailed);

    /// <summary>The attempts of some reports, newest first.</summary>
    public static IReadOnlyList<Attempt> Of(IEnumerable<ResultsEvidence> reports) =>
        [.. reports.GroupBy(r => r.Attempt).OrderByDescending(g => g.Key).Select(g => new Attempt(g.Key, [.. g]))];
}
