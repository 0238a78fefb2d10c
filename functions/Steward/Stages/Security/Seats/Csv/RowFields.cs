using System.Globalization;
using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Csv;

/// <summary>The fields of one row as what they mean; what cannot be read is noted with its row and column, and is null.</summary>
internal sealed class RowFields(CsvRow row, SeatColumns columns, string? dateFormat, List<ImportProblem> problems)
{
    private const int MaxText = 120;
    private const int MaxSeats = 1_000_000;
    private const int MaxProblems = 10_000;

    // What lies outside is a slip, or the "no end" of some other program; days are counted with further on.
    private const int FirstYear = 1970;
    private const int LastYear = 2200;

    /// <summary>True once something could not be read.</summary>
    public bool IsBad { get; private set; }

    public int Row => row.Number;

    public string? Text(SeatColumn column)
    {
        var text = columns.Of(row, column);
        if (text is null || (text.Length <= MaxText && !text.Any(char.IsControl))) return text;
        return Bad<string>(column, $"the text is longer than {MaxText} characters or has control characters.");
    }

    public int? Number(SeatColumn column)
    {
        if (columns.Of(row, column) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxSeats) return number;
        Bad<string>(column, $"'{Texts.Clip(text, 40)}' is not a whole number from 0 to {MaxSeats}.");
        return null;
    }

    public DateOnly? Day(SeatColumn column)
    {
        if (columns.Of(row, column) is not { } text) return null;
        if (Read(text) is not { } day) Bad<string>(column, $"'{Texts.Clip(text, 40)}' is not a date as 2026-12-31{(dateFormat is null ? "; state another format with --dates" : $" or {dateFormat}")}.");
        else if (day.Year is >= FirstYear and <= LastYear) return day;
        else Bad<string>(column, $"'{Texts.Clip(text, 40)}' is not a day from {FirstYear} to {LastYear}.");
        return null;
    }

    private DateOnly? Read(string text)
    {
        if (dateFormat is not null && DateOnly.TryParseExact(text, dateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var stated)) return stated;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return text.Length > 10 && text[10] is 'T' or ' ' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : null;
    }

    public bool? YesNo(SeatColumn column)
    {
        switch (columns.Of(row, column)?.ToLowerInvariant())
        {
            case null: return null;
            case "yes" or "true" or "1" or "ja" or "y" or "x" or "required" or "auto": return true;
            case "no" or "false" or "0" or "nein" or "n" or "-" or "free" or "manual": return false;
            case var other:
                Bad<string>(column, $"'{Texts.Clip(other, 40)}' is neither yes nor no.");
                return null;
        }
    }

    public decimal? Amount(SeatColumn column)
    {
        if (columns.Of(row, column) is not { } text) return null;
        if (Amounts.Read(text) is { } amount) return amount;
        Bad<string>(column, Amounts.IsAmbiguous(text)
            ? $"'{Texts.Clip(text, 40)}' can be read in two ways: write it with two decimals."
            : $"'{Texts.Clip(text, 40)}' is not an amount such as 1234.50 or 1.234,50.");
        return null;
    }

    public CostPer? Per(SeatColumn column)
    {
        if (columns.Of(row, column) is not { } text) return null;
        var per = string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
        switch (per)
        {
            case "month" or "monthly" or "monat": return CostPer.Month;
            case "year" or "yearly" or "annual" or "annually" or "jahr": return CostPer.Year;
            case "seatmonth" or "seatandmonth" or "userpermonth" or "usermonth" or "seatpermonth" or "monthseat": return CostPer.SeatMonth;
            case "seat" or "seatyear" or "seatandyear" or "useryear" or "seatperyear" or "userperyear" or "yearseat" or "platz": return CostPer.SeatYear;
            default:
                Bad<string>(column, $"'{Texts.Clip(text, 40)}' is not month, year, seat/month or seat/year.");
                return null;
        }
    }

    public string? Person(SeatColumn column)
    {
        if (columns.Of(row, column) is not { } text) return null;
        return PersonKey.Read(text) ?? Bad<string>(column, $"what stands there is not {PersonKey.Expected}.");
    }

    /// <summary>Notes what is wrong.</summary>
    public T? Bad<T>(SeatColumn? column, string message)
        where T : class
    {
        IsBad = true;
        if (problems.Count < MaxProblems) problems.Add(new ImportProblem(row.Number, column is { } c ? columns.Name(c) : null, message));
        return null;
    }
}
