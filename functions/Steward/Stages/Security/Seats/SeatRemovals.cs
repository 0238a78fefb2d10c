using Steward.Kernel;

namespace Steward.Stages.Security.Seats;

/// <summary>The brake on seats that are taken back at once by no hand: by the daily run, or because a complete list does not name their people.</summary>
public sealed class SeatRemovals
{
    /// <summary>The most seats, in per cent of those that are assigned.</summary>
    public int Share { get; set; } = 25;

    /// <summary>The most seats.</summary>
    public int Number { get; set; } = 20;

    /// <summary>Up to how many people may lose seats without the share being asked: one leaver is many per cent of a small team.</summary>
    public int People { get; set; } = 1;

    /// <summary>Why so much is not taken back at once, one sentence; null: it is.</summary>
    /// <param name="seats">How many seats would be taken back.</param>
    /// <param name="people">Of how many people.</param>
    /// <param name="assigned">How many seats are assigned.</param>
    public string? Reason(int seats, int people, int assigned) =>
        seats > Number ? $"{Texts.Count(seats, "seat")} of {Texts.Count(people, "person", "people")} would be returned at once, more than the {Number} that Seats.Removals.Number allows."
        : people > People && seats * 100L > (long)assigned * Share ? $"{seats} of {Texts.Count(assigned, "seat")} would be returned at once ({seats * 100L / assigned} %); Seats.Removals.Share allows {Share} %."
        : null;

    /// <summary>What is impossible, one sentence each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Share is < 0 or > 100) yield return "Removals.Share: must be 0 to 100.";
        if (Number is < 0 or > 1_000_000) yield return "Removals.Number: must be 0 to 1000000.";
        if (People is < 0 or > 10_000) yield return "Removals.People: must be 0 to 10000.";
    }
}
