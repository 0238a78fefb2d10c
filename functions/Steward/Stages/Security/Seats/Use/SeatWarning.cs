using System.Text.Json.Nodes;
using Steward.Ledger;
using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>That a term is about to end.</summary>
/// <param name="Licence">The licence's id.</param>
/// <param name="Due">The day that counts: the last on which notice can be given where it renews itself, else the last of the term.</param>
/// <param name="Threshold">Which of 60, 30 and 7 days was passed; 0: the day itself is past.</param>
/// <param name="DaysLeft">How many days there are; negative when it is past.</param>
/// <param name="Message">A sentence.</param>
public sealed record SeatWarning(string Licence, DateOnly Due, int Threshold, int DaysLeft, string Message)
{
    private static readonly int[] Thresholds = [0, 7, 30, 60];

    /// <summary>The warning that a day calls for, the most urgent one; null when there is none.</summary>
    public static SeatWarning? Of(SeatLicence licence, DateOnly today)
    {
        if (licence.Until is not { } until) return null;
        // A term that renews itself and whose notice is past goes on: its next term stands in the inventory, or it ends some day.
        var due = licence.NoticeBy is { } notice && notice >= today ? notice : until;
        var left = due.DayNumber - today.DayNumber;
        if (left > Thresholds[^1]) return null;
        var threshold = left < 0 ? 0 : Thresholds.Skip(1).First(t => left <= t);
        return new SeatWarning(licence.Id, due, threshold, left, Say(licence, due == licence.NoticeBy, due, left));
    }

    /// <summary>The evidence: one for a licence, a term and a threshold, on whichever day it is raised.</summary>
    public Evidence ToEvidence(DateTimeOffset now)
    {
        var subject = SeatEvidence.SubjectOf(Licence);
        return new Evidence
        {
            Id = Evidence.IdFor(SeatEvidence.Warning, subject, $"{SeatText.Day(Due)} {Threshold}"),
            Time = now,
            Actor = "steward",
            Kind = SeatEvidence.Warning,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = Message,
            Details = new JsonObject { ["until"] = SeatText.Day(Due), ["days"] = DaysLeft, ["threshold"] = Threshold },
        };
    }

    private static string Say(SeatLicence licence, bool isNotice, DateOnly due, int left) => (isNotice, left) switch
    {
        (true, _) => $"{licence.Id} renews itself: notice can be given until {SeatText.Day(due)}, {In(left)}.",
        (_, < 0) => $"{licence.Id} ended on {SeatText.Day(due)}{(licence.Renews ? " or renewed itself: enter the new term" : "")}.",
        _ => $"{licence.Id} {(licence.Renews ? "renews itself after" : "ends on")} {SeatText.Day(due)}, {In(left)}.",
    };

    private static string In(int days) => days switch
    {
        0 => "today",
        1 => "tomorrow",
        _ => $"in {days} days",
    };
}
