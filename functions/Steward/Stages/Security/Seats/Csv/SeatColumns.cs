using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Csv;

/// <summary>What a column is about.</summary>
internal enum SeatColumn
{
    Licence, Product, Publisher, Edition, Seats, From, Until, Renews, Notice, Cost, Currency, Per, Programs, Licensed, Person, Assigned, Returned, LastUsed,
}

/// <summary>Recognises the header: any order, several spellings, English and German, letter case and punctuation not counted.</summary>
internal sealed class SeatColumns
{
    private static readonly (SeatColumn Column, string[] Spellings)[] Known =
    [
        (SeatColumn.Licence, ["licence", "license", "licenceid", "licenseid", "id", "lizenz", "lizenzid", "contract", "vertrag"]),
        (SeatColumn.Product, ["product", "software", "program", "application", "produkt", "programm", "productname"]),
        (SeatColumn.Publisher, ["publisher", "vendor", "manufacturer", "supplier", "hersteller", "anbieter"]),
        (SeatColumn.Edition, ["edition", "plan", "sku", "version", "ausgabe"]),
        (SeatColumn.Seats, ["seats", "bought", "quantity", "count", "licences", "licenses", "anzahl", "plätze", "plaetze", "menge"]),
        (SeatColumn.From, ["from", "start", "startdate", "validfrom", "begin", "von", "beginn", "gültigab", "gueltigab"]),
        (SeatColumn.Until, ["until", "to", "end", "enddate", "expires", "expiry", "expirydate", "validuntil", "bis", "ende", "gültigbis", "gueltigbis", "ablauf"]),
        (SeatColumn.Renews, ["renews", "autorenew", "autorenewal", "renewal", "verlängert", "verlaengert", "verlängerung"]),
        (SeatColumn.Notice, ["notice", "noticedays", "noticeperiod", "kündigungsfrist", "kuendigungsfrist"]),
        (SeatColumn.Cost, ["cost", "price", "amount", "kosten", "preis", "betrag"]),
        (SeatColumn.Currency, ["currency", "währung", "waehrung"]),
        (SeatColumn.Per, ["per", "costper", "priceper", "billing", "interval", "je", "pro"]),
        (SeatColumn.Programs, ["programs", "installed", "packages", "programme", "pakete"]),
        (SeatColumn.Licensed, ["licensed", "licenced", "required", "lizenzpflichtig"]),
        (SeatColumn.Person, ["person", "user", "login", "username", "assignee", "assignedto", "key", "benutzer", "anmeldename"]),
        (SeatColumn.Assigned, ["assigned", "assignedon", "assignedsince", "since", "seit", "zugewiesen"]),
        (SeatColumn.Returned, ["returned", "returnedon", "assigneduntil", "zurück", "zurückgegeben", "zurueckgegeben"]),
        (SeatColumn.LastUsed, ["lastused", "lastactive", "lastactivity", "lastactivityat", "lastlogin", "zuletztbenutzt", "zuletztaktiv"]),
    ];

    private readonly Dictionary<SeatColumn, int> _places = [];
    private readonly IReadOnlyList<string> _header;

    private SeatColumns(IReadOnlyList<string> header) => _header = header;

    /// <summary>Reads the header; Invalid when two columns are about the same, or what is needed is not there. Columns that nobody knows are passed over.</summary>
    public static SeatColumns Read(CsvRow header)
    {
        var columns = new SeatColumns(header.Fields);
        for (var i = 0; i < header.Fields.Count; i++)
        {
            if (ColumnOf(header.Fields[i]) is not { } column) continue;
            if (!columns._places.TryAdd(column, i))
                throw StewardException.Invalid($"Row {header.Number}: the columns '{columns.Name(column)}' and '{Texts.Clip(header.Fields[i], 40)}' are about the same. Leave one out.");
        }

        return columns.Has(SeatColumn.Licence) || columns.Has(SeatColumn.Product)
            ? columns
            : throw StewardException.Invalid($"Row {header.Number} must be a header with a column 'licence' or 'product'; it has {Texts.Some([.. header.Fields.Select(f => $"'{Texts.Clip(f, 40)}'")], 6)}.");
    }

    /// <summary>True when there is such a column.</summary>
    public bool Has(SeatColumn column) => _places.ContainsKey(column);

    /// <summary>The column's name in the file.</summary>
    public string Name(SeatColumn column) => _places.TryGetValue(column, out var place) ? Texts.Clip(_header[place], 40) : column.ToString().ToLowerInvariant();

    /// <summary>The field of a column; null when it is empty or not there.</summary>
    public string? Of(CsvRow row, SeatColumn column) =>
        _places.TryGetValue(column, out var place) && place < row.Fields.Count && row.Fields[place].Length > 0 ? row.Fields[place] : null;

    /// <summary>True when a row has fields behind the last column.</summary>
    public bool IsTooLong(CsvRow row) => row.Fields.Skip(_header.Count).Any(f => f.Length > 0);

    private static SeatColumn? ColumnOf(string name)
    {
        var plain = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Known.Where(k => k.Spellings.Contains(plain)).Select(k => (SeatColumn?)k.Column).FirstOrDefault();
    }
}
