using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Changes;

/// <summary>Applies what was said of one licence. Said twice, it changes nothing.</summary>
internal sealed class SeatImporter(ImportedLicence said, string source, ImportMode mode)
{
    public (LicenceSeats Seats, IReadOnlyList<SeatChange> Changes) Apply(LicenceSeats? before, DateOnly today)
    {
        var current = before ?? new LicenceSeats { Licence = said.Licence, Source = source };
        var edit = new SeatEdit(current, today);
        if (before is null) edit.Added();
        else edit.Terms(said.Licence);
        foreach (var person in said.People) edit.Set(person);
        if (mode.Complete)
        {
            var named = said.People.Where(p => p.Returned is null).Select(p => Person.NameOf(p.Person)).ToHashSet(Person.Names);
            edit.Return(a => !named.Contains(Person.NameOf(a.Person)));
        }

        return edit.Done(current, $"import from {source}");
    }
}
