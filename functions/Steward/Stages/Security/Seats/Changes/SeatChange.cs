using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Seats.Changes;

/// <summary>One change of a licence, as evidence will have it.</summary>
/// <param name="Kind">The kind of evidence.</param>
/// <param name="Summary">For people: licence and keys of people only.</param>
/// <param name="Details">The facts.</param>
public sealed record SeatChange(string Kind, string Summary, JsonObject Details);

/// <summary>The kinds of evidence that the inventory leaves; their subject is <c>licence:ID</c>.</summary>
public static class SeatEvidence
{
    /// <summary>A licence was added or its terms changed; details: the terms.</summary>
    public const string Changed = "seats.changed";

    /// <summary>People were given seats; details: people, seats, assigned.</summary>
    public const string Assigned = "seats.assigned";

    /// <summary>People gave seats back; details: people, reason.</summary>
    public const string Returned = "seats.returned";

    /// <summary>What is known of their use was changed; details: people (number), lastUsed (the newest day).</summary>
    public const string Used = "seats.used";

    /// <summary>A term is about to end, or notice is due; details: until, days, threshold.</summary>
    public const string Warning = "seats.warning";

    /// <summary>The brake keeps seats from being returned; about the product of the ledger. Details: source.</summary>
    public const string Held = "seats.held";

    /// <summary>The subject of a licence.</summary>
    public static Subject SubjectOf(string licence) => new("licence", licence);

    /// <summary>The evidence of all changes of one revision of a licence.</summary>
    public static IEnumerable<Evidence> Of(LicenceSeats seats, IEnumerable<SeatChange> changes, Occasion occasion) =>
        changes.Select((c, i) => Of(seats.Licence.Id, seats.Revision, i, c, occasion));

    /// <summary>That the brake keeps seats from being returned; the same reason is told once.</summary>
    public static Evidence OfHold(ProductId ledger, string source, string reason, DateTimeOffset now)
    {
        var subject = Subject.Product(ledger);
        return new Evidence
        {
            Id = Evidence.IdFor(Held, subject, $"{source} {reason}"),
            Time = now,
            Actor = "steward",
            Kind = Held,
            Subject = subject,
            Outcome = EvidenceOutcome.Fail,
            Summary = $"{source}: {reason} Nothing was returned.",
            Details = new JsonObject { ["source"] = source },
        };
    }

    /// <summary>The evidence of a change: the same change of the same revision is the same evidence.</summary>
    public static Evidence Of(string licence, long revision, int number, SeatChange change, Occasion occasion)
    {
        var subject = SubjectOf(licence);
        return new Evidence
        {
            Id = Evidence.IdFor(change.Kind, subject, $"{revision}.{number} {occasion.Time:O} {change.Details.ToJsonString()}"),
            Time = occasion.Time,
            Actor = occasion.Actor,
            Kind = change.Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = change.Summary,
            Details = change.Details,
        };
    }
}

/// <summary>Who changes the inventory, when.</summary>
/// <param name="Actor">As in evidence.</param>
/// <param name="Time">Now.</param>
public sealed record Occasion(string Actor, DateTimeOffset Time)
{
    /// <summary>The day, UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Time.UtcDateTime);
}
