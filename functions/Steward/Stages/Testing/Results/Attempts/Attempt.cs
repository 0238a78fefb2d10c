using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>One attempt of a test set, or of one shard of it: the reports of its number.</summary>
/// <param name="Number">The attempt, from 1.</param>
/// <param name="Reports">Its reports, oldest first.</param>
internal sealed record Attempt(int Number, IReadOnlyList<ResultsEvidence> Reports)
{
    /// <summary>Why it was cut off, as whoever ran it says; null when nobody says so.</summary>
    public string? Cut { get; init; }

    /// <summary>What its reports count together.</summary>
    public ReportCounts Counts { get; } = Reports.Aggregate(ReportCounts.None, (sum, report) => sum + report.Counts);

    /// <summary>What a report says that nobody could read; null when all were read.</summary>
    public string? Unread => Reports.FirstOrDefault(p => p.Format is null)?.Problem;

    /// <summary>What is wrong with a report, or null.</summary>
    public string? Problem => Cut ?? Reports.FirstOrDefault(p => p.Problem is not null)?.Problem;

    /// <summary>True when every report was read to its end, together they hold a test, and nobody says that it was cut off.</summary>
    public bool IsComplete => Problem is null && Counts.Tests > 0;

    /// <summary>The first tests that are not in order.</summary>
    public IEnumerable<string> FirstFailed => Reports.SelectMany(p => p.FirstFailed);
}
