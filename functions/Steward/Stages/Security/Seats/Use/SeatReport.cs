namespace Steward.Stages.Security.Seats.Use;

/// <summary>One licence as it is shown.</summary>
/// <param name="Licence">Its terms.</param>
/// <param name="Use">How its seats are used.</param>
/// <param name="Forecast">When they run out.</param>
/// <param name="Warning">That its term is about to end, or null.</param>
public sealed record LicenceReport(SeatLicence Licence, SeatUse Use, SeatForecast Forecast, SeatWarning? Warning);

/// <summary>What a currency's licences cost.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PerMonth">All together for a month.</param>
/// <param name="WastedPerMonth">Of that, for seats that nobody has or uses.</param>
public sealed record SeatCosts(string Currency, decimal PerMonth, decimal WastedPerMonth);

/// <summary>The inventory, compared.</summary>
/// <param name="Day">The day of the comparison.</param>
/// <param name="Licences">The licences: failures first, then by id.</param>
/// <param name="Costs">The costs, by currency.</param>
/// <param name="Machines">How many machines reported in time; null: nobody looked.</param>
public sealed record SeatReport(DateOnly Day, IReadOnlyList<LicenceReport> Licences, IReadOnlyList<SeatCosts> Costs, int? Machines)
{
    /// <summary>That an import has not ended, one sentence; null: none is under way.</summary>
    public string? Unfinished { get; init; }

    /// <summary>Compares an inventory.</summary>
    public static SeatReport Of(IReadOnlyList<LicenceSeats> inventory, DateOnly today, int unusedAfterDays, IReadOnlyList<SeenMachine>? machines = null)
    {
        var licences = new SeatComparison(today, unusedAfterDays, machines).Compare(inventory)
            .Select(c => new LicenceReport(c.Licence.Licence, c.Use, SeatForecast.Of(c.Licence, today), SeatWarning.Of(c.Licence.Licence, today)))
            .OrderBy(l => l.Use.Verdict == Gates.Verdict.Fail ? 0 : 1).ThenBy(l => l.Licence.Id, StringComparer.Ordinal).ToList();
        return new SeatReport(today, licences, Sum(licences), machines?.Count);
    }

    private static List<SeatCosts> Sum(List<LicenceReport> licences) =>
    [
        .. licences.Where(l => l.Licence.Cost is not null)
            .GroupBy(l => l.Licence.Cost!.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SeatCosts(g.Key, g.Sum(l => l.Use.CostPerMonth ?? 0), g.Sum(l => l.Use.WastedPerMonth ?? 0))),
    ];
}
