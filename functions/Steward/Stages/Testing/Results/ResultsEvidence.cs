using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results;

/// <summary>What evidence of the kind <see cref="Kind"/> carries in its details: counts and names of tests, no texts of theirs.</summary>
public sealed record ResultsEvidence
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "results.received";

    /// <summary>The most failed tests named in the details; all are in the payload.</summary>
    public const int MaxNamed = 3;

    private const int MaxName = 200;

    /// <summary>The test set.</summary>
    public required string Set { get; init; }

    /// <summary>The attempt, from 1: the newest complete one counts, and of older ones the tests that it did not run.</summary>
    public required int Attempt { get; init; }

    /// <summary>The shard whose tests these are, from 1; null: the set is not sharded.</summary>
    public int? Shard { get; init; }

    /// <summary>Of how many shards; null: the set is not sharded.</summary>
    public int? Shards { get; init; }

    /// <summary>SHA-256 of the report as it was uploaded.</summary>
    public required string Report { get; init; }

    /// <summary>The report's format; null when it was not readable.</summary>
    public string? Format { get; init; }

    /// <summary>What is wrong with it and where, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>Passed tests.</summary>
    public required int Passed { get; init; }

    /// <summary>Failed tests.</summary>
    public required int Failed { get; init; }

    /// <summary>Errored tests.</summary>
    public required int Errored { get; init; }

    /// <summary>Skipped tests.</summary>
    public required int Skipped { get; init; }

    /// <summary>Tests that passed only after a retry.</summary>
    public required int Flaky { get; init; }

    /// <summary>The sum of the durations.</summary>
    public required long Milliseconds { get; init; }

    /// <summary>The first tests that failed or errored.</summary>
    public IReadOnlyList<string> FirstFailed { get; init; } = [];

    /// <summary>True when the report breaks off or its run was aborted. Written for readers of the ledger.</summary>
    public bool Incomplete => Problem is not null;

    /// <summary>The counts; a report's suites are not in the ledger.</summary>
    [JsonIgnore]
    public ReportCounts Counts => new(0, Passed, Failed, Errored, Skipped, Flaky, Milliseconds / 1000.0);

    /// <summary>The digest of the payload that lists the tests; null when it is not known.</summary>
    [JsonIgnore]
    public string? Payload { get; init; }

    /// <summary>The evidence of a report; its time and payload are the caller's to set. The same report of the same attempt has the same id.</summary>
    public static Evidence Of(ResultsUpload upload, TestReport report, string digest)
    {
        var subject = Subject.Commit(upload.Change.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{upload.Set}\n{upload.Attempt}\n{digest}{ShardOf(upload)}"),
            Time = default,
            Actor = upload.Actor,
            Kind = Kind,
            Subject = subject,
            Outcome = OutcomeOf(report),
            Summary = ResultsText.Summary(upload.Set, report),
            Details = JsonSerializer.SerializeToNode(DetailsOf(upload, report, digest), Json.Options)!.AsObject(),
        };
    }

    /// <summary>All reports about the judged commit, oldest first. Those of other commits never count.</summary>
    public static IEnumerable<ResultsEvidence> About(GateFacts facts) =>
        In(facts.About(Subject.Commit(facts.Commit)));

    /// <summary>Those of some evidence that are reports, in its order.</summary>
    public static IEnumerable<ResultsEvidence> In(IEnumerable<Evidence> evidence) =>
        evidence.Where(e => e.Kind == Kind && e.Details is not null)
            .Select(e => e.Details.Deserialize<ResultsEvidence>(Json.Options)! with { Payload = e.Payload });

    private static ResultsEvidence DetailsOf(ResultsUpload upload, TestReport report, string digest) => new()
    {
        Set = upload.Set,
        Attempt = upload.Attempt,
        Shard = upload.Shard?.Number,
        Shards = upload.Shard?.Count,
        Report = digest,
        Format = report.Format,
        Problem = report.Problem,
        Passed = report.Counts.Passed,
        Failed = report.Counts.Failed,
        Errored = report.Counts.Errored,
        Skipped = report.Counts.Skipped,
        Flaky = report.Counts.Flaky,
        Milliseconds = (long)(report.Counts.DurationSeconds * 1000),
        FirstFailed = [.. report.Cases.Where(IsBad).Take(MaxNamed).Select(NameOf)],
    };

    // Shards whose tests are the same write the same report.
    private static string ShardOf(ResultsUpload upload) => upload.Shard is { } shard ? $"\n{shard.Number}/{shard.Count}" : "";

    private static EvidenceOutcome OutcomeOf(TestReport report) => report switch
    {
        { Unreadable: true } => EvidenceOutcome.Error,
        { Incomplete: false, Counts: { NotInOrder: 0, Ran: > 0 } } => EvidenceOutcome.Pass,
        _ => EvidenceOutcome.Fail,
    };

    private static bool IsBad(TestCaseResult test) => test.Outcome is TestOutcome.Failed or TestOutcome.Errored;

    /// <summary>A test's name for people, with its class or suite before it.</summary>
    internal static string NameOf(TestCaseResult test)
    {
        var group = test.ClassName ?? test.Suite;
        var full = group.Length == 0 || test.Name.StartsWith(group, StringComparison.Ordinal) ? test.Name : $"{group}.{test.Name}";
        return Texts.Clip(full, MaxName);
    }
}
