using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>What reviews of access leave in the ledger of the access repository; the subject is the product.</summary>
public static class ReviewEvidence
{
    private const int MaxNamed = 20;
    private const int MaxSummary = 500;

    /// <summary>A checklist was opened; payload: <see cref="ReviewSheet"/>.</summary>
    public const string Opened = "access.review.opened";

    /// <summary>A person confirmed a line.</summary>
    public const string Confirmed = "access.review.confirmed";

    /// <summary>A person said that a line is not to be.</summary>
    public const string Revoked = "access.review.revoked";

    /// <summary>What a person revoked is gone: from the file, and from the systems that the file speaks for.</summary>
    public const string Removed = "access.review.removed";

    /// <summary>A review ended, at its day or because the next one was opened, with lines that are open: they are named.</summary>
    public const string Overdue = "access.review.overdue";

    /// <summary>That lines are open though a review is over; told once for the same lines.</summary>
    public static Evidence OfOverdue(ProductId repository, ReviewSheet sheet, IReadOnlyList<string> open, DateTimeOffset now)
    {
        var subject = Subject.Product(repository);
        return new Evidence
        {
            Id = Evidence.IdFor(Overdue, subject, $"{sheet.Period}\n{string.Join('\n', open)}"),
            Time = now,
            Actor = "steward",
            Kind = Overdue,
            Subject = subject,
            Outcome = EvidenceOutcome.Fail,
            Summary = Texts.Clip($"The review of access of {sheet.Period}, due on {sheet.DueAt:yyyy-MM-dd}, has open lines: {Texts.Some(open, MaxNamed)}.", MaxSummary),
            Details = new JsonObject { ["period"] = sheet.Period, ["open"] = open.Count },
        };
    }

    /// <summary>The opening of a quarter's checklist: one a quarter, however often it is tried.</summary>
    public static Evidence OfOpening(ProductId repository, ReviewSheet sheet, string payload)
    {
        var subject = Subject.Product(repository);
        return new Evidence
        {
            Id = Evidence.IdFor(Opened, subject, sheet.Period),
            Time = sheet.OpenedAt,
            Actor = "steward",
            Kind = Opened,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = $"The review of access of {sheet.Period} was opened: {Texts.Count(sheet.Lines.Count, "line")}.",
            Details = new JsonObject { ["period"] = sheet.Period, ["lines"] = sheet.Lines.Count, ["commit"] = sheet.Commit.ToString() },
            Payload = payload,
        };
    }

    /// <summary>Why a line is open, for people; null: it is not. A line that was revoked stays open until what it gave is gone.</summary>
    public static string? Open(ReviewLine line, Evidence? answer) => answer switch
    {
        null => $"{line.Person} ({line.Level}{(line.Revoked is { } before ? $": {before}" : "")})",
        { Kind: Revoked } => $"{line.Person} ({line.Level}: {answer.Actor} revoked it, and it is still there)",
        _ => null,
    };

    /// <summary>A person's answer to a line.</summary>
    public static Evidence OfAnswer(ProductId repository, ReviewSheet sheet, ReviewLine line, bool confirms, Caller caller, (DateTimeOffset Now, string? Before) at)
    {
        var (kind, subject) = (confirms ? Confirmed : Revoked, Subject.Product(repository));
        return new Evidence
        {
            Id = Evidence.IdFor(kind, subject, $"{sheet.Period} {line.Id} {caller.Name} after {at.Before}"),
            Time = at.Now,
            Actor = caller.Name,
            Kind = kind,
            Subject = subject,
            Outcome = confirms ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = $"{caller.Name} {(confirms ? "confirmed" : "revoked")} the level {line.Level} of {line.Person} in the review of {sheet.Period}.",
            Details = new JsonObject { ["period"] = sheet.Period, ["line"] = line.Id, ["person"] = line.Person, ["by"] = caller.Name, ["level"] = caller.Level.Word() },
        };
    }

    /// <summary>That what a person revoked is gone.</summary>
    public static Evidence OfRemoval(ProductId repository, ReviewSheet sheet, ReviewLine line, Evidence revoked, DateTimeOffset now)
    {
        var subject = Subject.Product(repository);
        return new Evidence
        {
            Id = Evidence.IdFor(Removed, subject, $"{sheet.Period} {line.Id} after {revoked.Id}"),
            Time = now,
            Actor = "steward",
            Kind = Removed,
            Subject = subject,
            Outcome = EvidenceOutcome.Pass,
            Summary = $"The level {line.Level} of {line.Person}, which {revoked.Actor} revoked in the review of {sheet.Period}, is gone.",
            Details = new JsonObject { ["period"] = sheet.Period, ["line"] = line.Id, ["person"] = line.Person },
        };
    }

    /// <summary>The newest answers among evidence to a period's lines, by line: confirmed, revoked, or revoked and gone.</summary>
    public static IReadOnlyDictionary<string, Evidence> Answers(IEnumerable<Evidence> evidence, string period) => evidence
        .Where(e => e.Kind is Confirmed or Revoked or Removed && AccessEvidence.Text(e, "period") == period)
        .GroupBy(e => AccessEvidence.Text(e, "line") ?? "", StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
}
