using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>What the trend of assignments says.</summary>
public enum ForecastKind
{
    /// <summary>Too little is known for a trend.</summary>
    TooLittle,

    /// <summary>The number does not grow.</summary>
    NotGrowing,

    /// <summary>At this pace the seats are used up by a day.</summary>
    RunningOut,

    /// <summary>No seat is free now.</summary>
    UsedUp,
}

/// <summary>When the seats of a licence run out.</summary>
/// <param name="Kind">What the trend says.</param>
/// <param name="PerMonth">How many more are assigned in 30 days, by the trend.</param>
/// <param name="UsedUpOn">The day on which the last seat is assigned, within ten years; null: none.</param>
/// <param name="Fit">How well the points lie on the line, 0 to 1 (R², the coefficient of determination).</param>
/// <param name="Points">How many points there are.</param>
/// <param name="Reason">All that in a sentence.</param>
public sealed record SeatForecast(ForecastKind Kind, double PerMonth, DateOnly? UsedUpOn, double Fit, int Points, string Reason)
{
    private const int Window = 90;
    private const int Step = 7;
    private const int MinPoints = 3;
    private const int Furthest = 3650;
    private const double Nothing = 1e-9;

    /// <summary>
    /// A line by least squares through the number of seats held on today and every seventh day before it, within the last 90 days and not before the
    /// first assignment.
    /// </summary>
    public static SeatForecast Of(LicenceSeats seats, DateOnly today)
    {
        var points = Sample(seats, today);
        var (assigned, bought) = (seats.Active.Count(), seats.Licence.Seats);
        var (slope, fit) = points.Count < MinPoints ? (0, 0) : Line(points);
        var perMonth = Math.Round(slope * 30, 2);
        SeatForecast Say(ForecastKind kind, DateOnly? day, string reason) => new(kind, perMonth, day, Math.Round(fit, 3), points.Count, reason);
        if (assigned >= bought) return Say(ForecastKind.UsedUp, null, assigned == 0 ? "No seats were bought." : "No seat is free.");
        if (points.Count < MinPoints)
            return Say(ForecastKind.TooLittle, null, $"Too little is known for a forecast: {Texts.Count(points.Count, "week")} of assignments, {MinPoints} are needed.");
        if (slope <= Nothing) return Say(ForecastKind.NotGrowing, null, "The number of assigned seats does not grow.");
        var days = Math.Ceiling((bought - assigned) / slope);
        if (days > Math.Min(Furthest, DateOnly.MaxValue.DayNumber - today.DayNumber)) return Say(ForecastKind.NotGrowing, null, "The number of assigned seats hardly grows.");
        var usedUp = today.AddDays((int)days);
        return Say(ForecastKind.RunningOut, usedUp, $"At this pace {bought} {(bought == 1 ? "seat is" : "seats are")} used up by {SeatText.Day(usedUp)} ({Sure(fit)}).");
    }

    private static List<(int Day, int Held)> Sample(LicenceSeats seats, DateOnly today)
    {
        if (seats.Assignments.Count == 0) return [];
        var first = seats.Assignments.Min(a => a.From);
        var days = Enumerable.Range(0, (Window / Step) + 1).Select(i => -i * Step).Where(d => today.DayNumber + d >= first.DayNumber);
        return [.. days.Select(d => (d, seats.Assignments.Count(a => a.IsHeldOn(today.AddDays(d)))))];
    }

    // y = a + b x by least squares; R² = 1 - residuals / total, and 1 for a level line, which lies on all its points.
    private static (double Slope, double Fit) Line(List<(int Day, int Held)> points)
    {
        var (x, y) = (points.Average(p => p.Day), points.Average(p => p.Held));
        var slope = points.Sum(p => (p.Day - x) * (p.Held - y)) / points.Sum(p => (p.Day - x) * (p.Day - x));
        var total = points.Sum(p => (p.Held - y) * (p.Held - y));
        var residuals = points.Sum(p => Math.Pow(p.Held - (y + (slope * (p.Day - x))), 2));
        return (slope, total < Nothing ? 1 : Math.Max(0, 1 - (residuals / total)));
    }

    private static string Sure(double fit) => fit switch
    {
        >= 0.8 => "a steady trend",
        >= 0.5 => "a rough trend",
        _ => "an unsteady trend, hardly more than a guess",
    };
}
