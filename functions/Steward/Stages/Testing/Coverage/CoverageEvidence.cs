using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Coverage.Uploads;

namespace Steward.Stages.Testing.Coverage;

/// <summary>What evidence of the kind <see cref="Kind"/> carries in its details: counts. Its payload is a <see cref="CoveragePayload"/>.</summary>
public sealed record CoverageEvidence
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "coverage.received";

    /// <summary>The test set.</summary>
    public required string Set { get; init; }

    /// <summary>The attempt, from 1: the newest complete one counts.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 of the report as it was uploaded.</summary>
    public required string Report { get; init; }

    /// <summary>The report's format; null when it was not readable.</summary>
    public string? Format { get; init; }

    /// <summary>What is wrong with it and where, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>Files of the repository that it knows.</summary>
    public required int Files { get; init; }

    /// <summary>Their lines that can be executed.</summary>
    public required long Lines { get; init; }

    /// <summary>Those of them that were.</summary>
    public required long Covered { get; init; }

    /// <summary>Paths in it that fit several files of the repository.</summary>
    public int Ambiguous { get; init; }

    /// <summary>Paths in it that fit no file of the repository.</summary>
    public int Unknown { get; init; }

    /// <summary>The digest of the payload; null when it is not known.</summary>
    [JsonIgnore]
    public string? Payload { get; init; }

    /// <summary>All reports about the judged commit, oldest first. Those of other commits never count.</summary>
    public static IEnumerable<CoverageEvidence> About(GateFacts facts) =>
        facts.About(Subject.Commit(facts.Commit)).Where(e => e.Kind == Kind && e.Details is not null)
            .Select(e => e.Details.Deserialize<CoverageEvidence>(Json.Options)! with { Payload = e.Payload });

    /// <summary>The evidence; its time is the caller's to set. The same report of the same attempt has the same id.</summary>
    internal Evidence ToEvidence(CoverageUpload upload)
    {
        var subject = Subject.Commit(upload.Change.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{upload.Set}\n{upload.Attempt}\n{Report}"),
            Time = default,
            Actor = upload.Actor,
            Kind = Kind,
            Subject = subject,
            Outcome = Format is null ? EvidenceOutcome.Error : Problem is null ? EvidenceOutcome.Info : EvidenceOutcome.Fail,
            Summary = CoverageText.Summary(this),
            Details = JsonSerializer.SerializeToNode(this, Json.Options)!.AsObject(),
            Payload = Payload,
        };
    }
}
