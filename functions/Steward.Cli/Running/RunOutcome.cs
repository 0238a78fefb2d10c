using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>What one run of a set came to.</summary>
/// <param name="Run">The run.</param>
/// <param name="End">How its command ended.</param>
/// <param name="Reports">The reports that it left.</param>
internal sealed record RunOutcome([property: JsonIgnore] PlannedRun Run, [property: JsonIgnore] CommandEnd End, [property: JsonIgnore] IReadOnlyList<TestReport> Reports)
{
    public Shard? Shard => Run.Shard;

    public int? Exit => End.Exit;

    public string? Cut => End.Cut;

    public double Seconds { get; init; }

    public required ReceiptMeaning Meaning { get; init; }

    /// <summary>The paths of the reports, in the folder where they were written.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The file with all that the command printed.</summary>
    public required string Log { get; init; }

    /// <summary>The attempt that was uploaded; null: nothing was.</summary>
    public int? Attempt { get; init; }

    public ReportCounts Counts => ReportReader.Together(Reports);
}

/// <summary>What a set came to.</summary>
/// <param name="Planned">The set.</param>
/// <param name="Runs">Its runs.</param>
internal sealed record SetOutcome([property: JsonIgnore] PlannedSet Planned, IReadOnlyList<RunOutcome> Runs)
{
    public string Set => Planned.Set.Name;

    public Verdict Verdict => Meaning.Verdict;

    public string Reason => Meaning.Reason;

    public ReportCounts Counts => ReportReader.Together(Runs.SelectMany(r => r.Reports));

    [JsonIgnore]
    public double Seconds => Runs.Sum(r => r.Seconds);

    private ReceiptMeaning Meaning => RunJudgement.Of(Planned, [.. Runs.Select(r => r.Meaning)], Counts);
}
