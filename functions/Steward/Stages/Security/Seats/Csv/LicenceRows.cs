using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Csv;

/// <summary>All rows of one licence: its terms may stand in each of them, or in one; where they differ, the later row is bad.</summary>
internal sealed class LicenceRows(string id)
{
    private readonly List<ImportedSeat> _people = [];
    private readonly HashSet<ImportedSeat> _said = [];
    private readonly HashSet<string> _active = new(Person.Names);
    private RowTerms _terms = new();
    private int _firstRow;

    public string Id => id;

    public void Add(RowFields fields, RowTerms terms, ImportedSeat? seat)
    {
        if (_firstRow == 0) _firstRow = fields.Row;
        var merged = new RowTerms
        {
            Product = Same(fields, SeatColumn.Product, _terms.Product, terms.Product), Publisher = Same(fields, SeatColumn.Publisher, _terms.Publisher, terms.Publisher),
            Edition = Same(fields, SeatColumn.Edition, _terms.Edition, terms.Edition), Seats = Same(fields, SeatColumn.Seats, _terms.Seats, terms.Seats),
            From = Same(fields, SeatColumn.From, _terms.From, terms.From), Until = Same(fields, SeatColumn.Until, _terms.Until, terms.Until),
            Renews = Same(fields, SeatColumn.Renews, _terms.Renews, terms.Renews), Notice = Same(fields, SeatColumn.Notice, _terms.Notice, terms.Notice),
            Cost = Same(fields, SeatColumn.Cost, _terms.Cost, terms.Cost), Programs = Same(fields, SeatColumn.Programs, _terms.Programs, terms.Programs),
            Required = Same(fields, SeatColumn.Licensed, _terms.Required, terms.Required),
        };
        if (seat is { Returned: null } && !_active.Add(Person.NameOf(seat.Person))) fields.Bad<string>(SeatColumn.Person, $"{seat.Person} has a seat of {id} already, in a row above.");
        if (fields.IsBad) return;
        _terms = merged;
        if (seat is not null && _said.Add(seat)) _people.Add(seat);
    }

    /// <summary>The licence; null, with the problem noted, when no row says how many seats there are.</summary>
    public ImportedLicence? Build(List<ImportProblem> problems)
    {
        if (_firstRow == 0) return null;
        if (_terms.Seats is not { } seats)
        {
            problems.Add(new ImportProblem(_firstRow, "seats", $"no row says how many seats of {id} were bought."));
            return null;
        }

        var licence = new SeatLicence
        {
            Id = id, Product = _terms.Product ?? id, Publisher = _terms.Publisher, Edition = _terms.Edition, Seats = seats, From = _terms.From, Until = _terms.Until,
            Renews = _terms.Renews ?? false, NoticeDays = _terms.Notice ?? 0, Cost = _terms.Cost, Programs = RowTerms.ListOf(_terms.Programs), Required = _terms.Required ?? false,
        };
        return new ImportedLicence(licence, _people) { Row = _firstRow };
    }

    private T? Same<T>(RowFields fields, SeatColumn column, T? before, T? now)
    {
        if (before is not null && now is not null && !Equals(before, now))
            fields.Bad<string>(column, $"'{Texts.Clip(now.ToString(), 40)}' contradicts a row above, which says '{Texts.Clip(before.ToString(), 40)}' of {id}.");
        return now is null ? before : now;
    }
}
