using Steward.Ledger;

namespace Steward.Gates;

/// <summary>
/// "What if?": facts with evidence added that nobody has given. It decorates the facts, so the gate that judges them is the real one, and
/// nothing is written anywhere.
/// </summary>
public static class AssumedFacts
{
    /// <summary>The index of entries that stand in no ledger.</summary>
    public const long NoIndex = -1;

    /// <summary>The facts as they would be after the evidence given, newest last.</summary>
    public static GateFacts Assuming(this GateFacts facts, params IEnumerable<Evidence> assumptions) =>
        facts with { Entries = [.. facts.Entries, .. assumptions.Select(e => new LedgerEntry(NoIndex, e))] };

    /// <summary>The facts as they are with what was found and is not in the ledger yet, newest last.</summary>
    public static GateFacts Knowing(this GateFacts facts, IReadOnlyCollection<UnrecordedEvidence> findings)
    {
        if (findings.Count == 0) return facts;
        var payloads = new Dictionary<string, byte[]>(facts.Payloads, StringComparer.Ordinal);
        foreach (var found in findings.Where(f => f.Payload is not null)) payloads[found.Evidence.Payload!] = found.Payload!;
        return facts.Assuming(findings.Select(f => f.Evidence)) with { Payloads = payloads };
    }

    /// <summary>Assumes that an operation on the judged commit came to an outcome.</summary>
    public static Evidence Outcome(this GateFacts facts, string kind, EvidenceOutcome outcome) => New(facts, kind, outcome);

    /// <summary>Assumes a waiver for the judged commit.</summary>
    public static Evidence Waived(this GateFacts facts, Waiver waiver) =>
        New(facts, Waiver.Kind, EvidenceOutcome.Info) with { Details = waiver.ToDetails() };

    private static Evidence New(GateFacts facts, string kind, EvidenceOutcome outcome)
    {
        var subject = Subject.Commit(facts.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(kind, subject, "assumed"),
            Time = facts.Now,
            Actor = "assumed",
            Kind = kind,
            Subject = subject,
            Outcome = outcome,
            Summary = "Assumed; it did not happen.",
        };
    }
}
