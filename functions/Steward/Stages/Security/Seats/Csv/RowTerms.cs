namespace Steward.Stages.Security.Seats.Csv;

/// <summary>What one row says of its licence; null: nothing.</summary>
internal sealed record RowTerms
{
    private const int MaxPrograms = 50;

    public string? Product { get; init; }

    public string? Publisher { get; init; }

    public string? Edition { get; init; }

    public int? Seats { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public bool? Renews { get; init; }

    public int? Notice { get; init; }

    public SeatCost? Cost { get; init; }

    public string? Programs { get; init; }

    public bool? Required { get; init; }

    public static RowTerms Read(RowFields fields)
    {
        var terms = new RowTerms
        {
            Product = fields.Text(SeatColumn.Product), Publisher = fields.Text(SeatColumn.Publisher), Edition = fields.Text(SeatColumn.Edition),
            Seats = fields.Number(SeatColumn.Seats), From = fields.Day(SeatColumn.From), Until = fields.Day(SeatColumn.Until),
            Renews = fields.YesNo(SeatColumn.Renews), Notice = fields.Number(SeatColumn.Notice), Cost = CostOf(fields),
            Programs = fields.Text(SeatColumn.Programs), Required = fields.YesNo(SeatColumn.Licensed),
        };
        if (terms.Until < terms.From) fields.Bad<string>(SeatColumn.Until, "the term ends before it begins.");
        if (terms.Notice > 3650) fields.Bad<string>(SeatColumn.Notice, "the notice period is longer than ten years.");
        if (ListOf(terms.Programs).Count > MaxPrograms) fields.Bad<string>(SeatColumn.Programs, $"there are more than {MaxPrograms} programs.");
        return terms;
    }

    public static ImportedSeat? ReadSeat(RowFields fields)
    {
        var (person, from, returned, used) = (fields.Person(SeatColumn.Person), fields.Day(SeatColumn.Assigned), fields.Day(SeatColumn.Returned), fields.Day(SeatColumn.LastUsed));
        if (returned < from) fields.Bad<string>(SeatColumn.Returned, "the seat was returned before it was assigned.");
        return person is null ? null : new ImportedSeat(person, from, returned, used);
    }

    /// <summary>The programs, split at spaces and bars.</summary>
    public static IReadOnlyList<string> ListOf(string? programs) =>
        programs?.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray() ?? [];

    private static SeatCost? CostOf(RowFields fields)
    {
        var (amount, currency, per) = (fields.Amount(SeatColumn.Cost), fields.Text(SeatColumn.Currency), fields.Per(SeatColumn.Per));
        if (amount is null) return null;
        if (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetter)) fields.Bad<string>(SeatColumn.Currency, "a cost needs a currency of three letters, such as EUR.");
        else if (per is null && !fields.IsBad) fields.Bad<string>(SeatColumn.Per, "a cost needs what it is for: month, year, seat/month or seat/year.");
        return fields.IsBad ? null : new SeatCost(amount.Value, currency!.ToUpperInvariant(), per!.Value);
    }
}
