using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Testing.Results.Announcements;

/// <summary>What evidence of the kind <see cref="Kind"/> carries in its details; the names of the tests are in its payload.</summary>
public sealed record AnnouncedEvidence
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "tests.announced";

    /// <summary>The test set.</summary>
    public required string Set { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>In how many shards the set is run; null: not said.</summary>
    public int? Shards { get; init; }

    /// <summary>The one shard that this is about; null: all of them.</summary>
    public int? Shard { get; init; }

    /// <summary>How many of the shards the attempt runs, where it is not known which; null: all of them.</summary>
    public int? Parts { get; init; }

    /// <summary>How many tests are announced; null: they are not listed.</summary>
    public int? Tests { get; init; }

    /// <summary><c>api</c> or <c>workflow</c>; what the policy announces stands in the policy.</summary>
    public required string Source { get; init; }

    /// <summary><c>announced</c> or <c>aborted</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it was cut off, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was announced.</summary>
    [JsonIgnore]
    public DateTimeOffset Time { get; init; }

    /// <summary>The digest of the payload that lists the tests, or null.</summary>
    [JsonIgnore]
    public string? Payload { get; init; }

    /// <summary>True when the attempt was cut off.</summary>
    [JsonIgnore]
    public bool IsAborted => State == "aborted";

    /// <summary>True when what has come of the attempt does not count: whoever ran it says that it was cut off.</summary>
    [JsonIgnore]
    public bool IsCut => IsAborted && !IsOfWorkflow;

    /// <summary>True when jobs of a workflow stand for it.</summary>
    [JsonIgnore]
    public bool IsOfWorkflow => Source == "workflow";

    /// <summary>Whether it is about a shard.</summary>
    public bool Covers(int shard) => Parts is null && (Shard is null || Shard == shard);

    /// <summary>The evidence of an announcement; its time is the caller's to set. The same announcement has the same id.</summary>
    public static Evidence Of(ChangeId change, Announcement announced, AnnouncementSource source, string actor, string? payload)
    {
        var subject = Subject.Commit(change.Commit);
        var details = new AnnouncedEvidence
        {
            Set = announced.Set!, Attempt = announced.Attempt!.Value, Shards = announced.Shards, Shard = announced.Shard, Parts = announced.Parts,
            Tests = announced.Tests?.Count, Source = Lower(source), State = Lower(announced.State!.Value), Reason = announced.Reason,
        };
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{Json.Write(details)}\n{payload}"),
            Time = default,
            Actor = actor,
            Kind = Kind,
            Subject = subject,
            Outcome = details.IsAborted ? EvidenceOutcome.Fail : EvidenceOutcome.Info,
            Summary = AnnouncementText.Summary(details),
            Details = JsonSerializer.SerializeToNode(details, Json.Options)!.AsObject(),
            Payload = payload,
        };
    }

    /// <summary>All announcements about the judged commit, oldest first.</summary>
    public static IEnumerable<AnnouncedEvidence> About(GateFacts facts) => In(facts.About(Subject.Commit(facts.Commit)));

    /// <summary>Those of some evidence that are announcements, in its order.</summary>
    public static IEnumerable<AnnouncedEvidence> In(IEnumerable<Evidence> evidence) =>
        evidence.Where(e => e.Kind == Kind && e.Details is not null)
            .Select(e => e.Details.Deserialize<AnnouncedEvidence>(Json.Options)! with { Payload = e.Payload, Time = e.Time });

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>The payload of <c>tests.announced</c>.</summary>
/// <param name="Tests">The names, each once.</param>
public sealed record AnnouncedTests(IReadOnlyList<string> Tests);
