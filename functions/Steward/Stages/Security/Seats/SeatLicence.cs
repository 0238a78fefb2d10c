namespace Steward.Stages.Security.Seats;

/// <summary>What a price is for.</summary>
public enum CostPer
{
    /// <summary>All seats for a month.</summary>
    Month,

    /// <summary>All seats for a year.</summary>
    Year,

    /// <summary>One seat for a month.</summary>
    SeatMonth,

    /// <summary>One seat for a year.</summary>
    SeatYear,
}

/// <summary>What a licence costs.</summary>
/// <param name="Amount">In units of the currency, not negative.</param>
/// <param name="Currency">Three letters (ISO 4217), upper case.</param>
/// <param name="Per">What it is for.</param>
public sealed record SeatCost(decimal Amount, string Currency, CostPer Per)
{
    private const int Months = 12;

    /// <summary>What one seat costs for a month; null where there are no seats to share the price.</summary>
    public decimal? PerSeatAndMonth(int seats) => Per switch
    {
        CostPer.SeatMonth => Amount,
        CostPer.SeatYear => Amount / Months,
        _ when seats == 0 => null,
        CostPer.Month => Amount / seats,
        _ => Amount / Months / seats,
    };

    /// <summary>What all seats together cost for a month.</summary>
    public decimal PerMonth(int seats) => Per switch
    {
        CostPer.SeatMonth => Amount * seats,
        CostPer.SeatYear => Amount * seats / Months,
        CostPer.Month => Amount,
        _ => Amount / Months,
    };
}

/// <summary>A bought software licence, as its contract says it. Lists compare by content (<see cref="IsSameAs"/>).</summary>
public sealed record SeatLicence
{
    /// <summary>1 to 80 lower-case letters, digits, <c>. _ -</c>: what it is called in evidence, commands and addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The program or service: <c>Rider</c>.</summary>
    public required string Product { get; init; }

    /// <summary>Who sells it.</summary>
    public string? Publisher { get; init; }

    /// <summary>Its edition: <c>Enterprise</c>.</summary>
    public string? Edition { get; init; }

    /// <summary>How many seats were bought.</summary>
    public required int Seats { get; init; }

    /// <summary>The first day of the term.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of the term; null: without end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>True when it renews itself unless notice is given.</summary>
    public bool Renews { get; init; }

    /// <summary>How many days before the end notice must be given.</summary>
    public int NoticeDays { get; init; }

    /// <summary>What it costs; null: not known.</summary>
    public SeatCost? Cost { get; init; }

    /// <summary>
    /// The programs on machines that it is needed for, as the inventories of environments name them: <c>apt:code</c>, or <c>jetbrains-*</c> at
    /// whatever provider; <c>*</c> stands for any characters.
    /// </summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>True when these programs may only be installed under a licence: with no seats bought, each machine that has one is a failure.</summary>
    public bool Required { get; init; }

    /// <summary>The last day on which notice can be given; null when it does not renew, or has no end.</summary>
    public DateOnly? NoticeBy => Renews && Until is { } until ? DateOnly.FromDayNumber(Math.Max(0, until.DayNumber - NoticeDays)) : null;

    /// <summary>As people read it: <c>Rider Commercial (JetBrains)</c>.</summary>
    public string Title => string.Concat(Product, Edition is null ? "" : $" {Edition}", Publisher is null ? "" : $" ({Publisher})");

    /// <summary>True when a day is in the term.</summary>
    public bool IsInTerm(DateOnly day) => !(day < From) && !(day > Until);

    /// <summary>True when both say the same.</summary>
    public bool IsSameAs(SeatLicence other)
    {
        // One empty list for both: records compare lists by reference.
        var none = Array.Empty<string>();
        return this with { Programs = none } == other with { Programs = none } && Programs.SequenceEqual(other.Programs, StringComparer.Ordinal);
    }
}
