using System.Text.Json.Nodes;
using Steward.Kernel;

namespace Steward.Ledger;

/// <summary>What an operation came to.</summary>
public enum EvidenceOutcome
{
    /// <summary>Something happened; it is neither good nor bad.</summary>
    Info,

    /// <summary>It was looked at and is in order.</summary>
    Pass,

    /// <summary>It was looked at and is not in order.</summary>
    Fail,

    /// <summary>It could not be found out.</summary>
    Error,
}

/// <summary>
/// An immutable record: at a time, an actor did an operation of some kind on a subject, with an outcome. It carries digests, never
/// payloads nor personal text, because entries cannot be deleted.
/// </summary>
public sealed record Evidence
{
    /// <summary>The most bytes of canonical JSON that one evidence may have.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>
    /// What makes it this evidence and no other: 64 hexadecimal digits. Appending the same id again changes nothing. Derive it with
    /// <see cref="IdFor"/> from the operation, not from the clock, so that a step that runs twice leaves one record.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>When, UTC, to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who or what did it: <c>steward</c>, <c>github:login</c>, <c>token:name</c>, <c>github-actions:owner/name</c>, <c>entra:object-id</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The operation, dotted and lower case: <c>licences.scanned</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it was done to, content-addressed wherever that is possible.</summary>
    public required Subject Subject { get; init; }

    /// <summary>What it came to.</summary>
    public required EvidenceOutcome Outcome { get; init; }

    /// <summary>One sentence for people; no personal text.</summary>
    public string? Summary { get; init; }

    /// <summary>Small facts of the operation: strings, integers up to 2^53, booleans, arrays and objects of them.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>SHA-256 (hexadecimal) of a larger payload that lies in the payload store, or null.</summary>
    public string? Payload { get; init; }

    /// <summary>The id of the evidence of one operation: the same operation on the same subject always gives the same id.</summary>
    /// <param name="kind">The operation.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="occasion">What tells this time from another: an instance id, a delivery id, a digest of the result.</param>
    public static string IdFor(string kind, Subject subject, string occasion) => Digest.Sha256($"{kind}\n{subject}\n{occasion}");
}
