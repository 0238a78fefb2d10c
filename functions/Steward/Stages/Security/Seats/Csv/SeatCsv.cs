using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Csv;

/// <summary>Reads an inventory from a file: a row a licence, or a row a person with a seat. The format stands in docs/seats.md.</summary>
public static class SeatCsv
{
    /// <summary>Where such an inventory comes from.</summary>
    public const string Source = "csv";

    /// <summary>The most bytes of a file.</summary>
    public const int MaxBytes = CsvReader.MaxBytes;

    private const int MaxLicences = 2_000;

    /// <summary>
    /// What the file says, and what in it cannot be read, row by row. Invalid for what is no such file at all: no header, beyond a limit, open quotes.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="dateFormat">How dates are written beside ISO: <c>dd.MM.yyyy</c>; null: only ISO.</param>
    public static SeatImport Read(ReadOnlySpan<byte> bytes, string? dateFormat = null)
    {
        if (dateFormat is not null && (dateFormat.Length > 20 || !dateFormat.Contains('d') || !dateFormat.Contains('M') || !dateFormat.Contains('y')))
            throw StewardException.Invalid($"'{Texts.Clip(dateFormat, 30)}' is not a format of dates such as dd.MM.yyyy.");
        var rows = CsvReader.Read(CsvReader.Decode(bytes));
        if (rows.Count == 0) throw StewardException.Invalid("The file is empty: it needs a header, and a row for each licence or seat.");
        var columns = SeatColumns.Read(rows[0]);
        var (problems, licences) = (new List<ImportProblem>(), new Dictionary<string, LicenceRows>(StringComparer.Ordinal));
        foreach (var row in rows.Skip(1)) Add(new RowFields(row, columns, dateFormat, problems), row, columns, licences);
        if (licences.Count > MaxLicences) throw StewardException.Invalid($"The file names more than {MaxLicences} licences, which is the limit. Split it.");
        var read = licences.Values.OrderBy(l => l.Id, StringComparer.Ordinal).Select(l => l.Build(problems)).OfType<ImportedLicence>().ToList();
        return new SeatImport(Source, read) { Rows = rows.Count - 1, Problems = [.. problems.OrderBy(p => p.Row)] };
    }

    private static void Add(RowFields fields, CsvRow row, SeatColumns columns, Dictionary<string, LicenceRows> licences)
    {
        if (columns.IsTooLong(row)) fields.Bad<string>(null, "it has more fields than the header. Put quotes around texts with delimiters.");
        var id = LicenceId.Of(fields.Text(SeatColumn.Licence), fields.Text(SeatColumn.Product), fields.Text(SeatColumn.Edition));
        if (id is null) fields.Bad<string>(columns.Has(SeatColumn.Licence) ? SeatColumn.Licence : SeatColumn.Product, "it names no licence: give an id of letters and digits, or a product.");
        var terms = RowTerms.Read(fields);
        var seat = RowTerms.ReadSeat(fields);
        if (fields.IsBad || id is null) return;
        if (!licences.TryGetValue(id, out var known)) licences[id] = known = new LicenceRows(id);
        known.Add(fields, terms, seat);
    }
}

/// <summary>Ids of licences.</summary>
internal static class LicenceId
{
    private const int Max = 80;

    /// <summary>The id as it is given, or one made of product and edition: lower case, everything else than letters and digits a hyphen.</summary>
    public static string? Of(string? id, string? product, string? edition)
    {
        var text = (id ?? $"{product} {edition}").ToLowerInvariant();
        var plain = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
        var joined = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return joined.Length is > 0 and <= Max && char.IsAsciiLetterOrDigit(joined[0]) ? joined : null;
    }
}
