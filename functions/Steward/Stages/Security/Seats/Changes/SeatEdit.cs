using System.Text.Json.Nodes;
using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Changes;

/// <summary>Changes one licence in memory and notes what changed. What is as asked already changes nothing.</summary>
internal sealed class SeatEdit
{
    private const int PeopleInOneEvidence = 50;
    private readonly List<SeatAssignment> _assignments;
    private readonly Dictionary<string, List<int>> _places;
    private readonly List<FormerTerms> _former;
    private readonly List<SeatChange> _changes = [];
    private readonly List<string> _given = [];
    private readonly List<string> _returned = [];
    private readonly DateOnly _today;
    private SeatLicence _licence;
    private int _used;
    private bool _history;

    public SeatEdit(LicenceSeats before, DateOnly today) =>
        (_licence, _assignments, _places, _former, _today) = (before.Licence, [.. before.Assignments], PlacesOf(before.Assignments), [.. before.Former], today);

    /// <summary>Sets the terms.</summary>
    public void Terms(SeatLicence licence)
    {
        if (_licence.IsSameAs(licence)) return;
        _former.Add(new FormerTerms(_licence, _today));
        _licence = licence;
        Note($"{licence.Id} has new terms: {SeatText.Terms(licence)}.");
    }

    /// <summary>Notes that the licence is new.</summary>
    public void Added() => Note($"{_licence.Id} was added: {SeatText.Terms(_licence)}.");

    /// <summary>Gives a person a seat, or changes what is known of it.</summary>
    public void Set(ImportedSeat said)
    {
        var places = _places.GetValueOrDefault(Person.NameOf(said.Person), []);
        var at = places.FindIndex(p => said.Returned is null ? _assignments[p].IsActive : IsSame(_assignments[p], said)) is var place and >= 0 ? places[place] : -1;
        if (at < 0) Add(said);
        else if (Merge(_assignments[at], said) is var merged && merged != _assignments[at]) Replace(at, merged);
    }

    /// <summary>Takes a person's seats back; false when there was none.</summary>
    public bool Return(Func<SeatAssignment, bool> which)
    {
        var found = false;
        for (var i = 0; i < _assignments.Count; i++)
        {
            if (!_assignments[i].IsActive || !which(_assignments[i])) continue;
            Replace(i, _assignments[i] with { Returned = _assignments[i].From > _today ? _assignments[i].From : _today });
            found = true;
        }

        return found;
    }

    /// <summary>The licence as it is now, and what changed.</summary>
    public (LicenceSeats Seats, IReadOnlyList<SeatChange> Changes) Done(LicenceSeats before, string reason)
    {
        foreach (var people in _given.Chunk(PeopleInOneEvidence)) _changes.Add(Of(SeatEvidence.Assigned, people, "assigned", reason));
        foreach (var people in _returned.Chunk(PeopleInOneEvidence)) _changes.Add(Of(SeatEvidence.Returned, people, "returned", reason));
        if (_used > 0 || _history) _changes.Add(Use(reason));
        if (_assignments.Count > LicenceSeats.MaxAssignments)
            throw StewardException.Invalid($"{_licence.Id} would have more than {LicenceSeats.MaxAssignments} assignments, which is the limit.");
        return (before with { Licence = _licence, Former = _former, Assignments = _assignments, Revision = before.Revision + 1 }, _changes);
    }

    private void Add(ImportedSeat said)
    {
        var from = said.From ?? said.Returned ?? _today;
        Note(_places, said.Person, _assignments.Count);
        _assignments.Add(new SeatAssignment(said.Person, from, said.Returned, said.LastUsed));
        if (said.Returned is null) _given.Add(said.Person);
        else _history = true;
    }

    // By name: whatever door people came through, they are the same.
    private static Dictionary<string, List<int>> PlacesOf(IReadOnlyList<SeatAssignment> assignments)
    {
        var places = new Dictionary<string, List<int>>(assignments.Count, Person.Names);
        for (var i = 0; i < assignments.Count; i++) Note(places, assignments[i].Person, i);
        return places;
    }

    private static void Note(Dictionary<string, List<int>> places, string person, int place)
    {
        if (places.TryGetValue(Person.NameOf(person), out var known)) known.Add(place);
        else places[Person.NameOf(person)] = [place];
    }

    private void Replace(int at, SeatAssignment now)
    {
        if (_assignments[at].IsActive && !now.IsActive) _returned.Add(now.Person);
        else if (now.LastUsed != _assignments[at].LastUsed) _used++;
        else _history = true;
        _assignments[at] = now;
    }

    // What was said before and is not said now stays.
    private static SeatAssignment Merge(SeatAssignment before, ImportedSeat said) => before with
    {
        From = said.From ?? before.From,
        LastUsed = said.LastUsed > before.LastUsed || before.LastUsed is null ? said.LastUsed ?? before.LastUsed : before.LastUsed,
        Returned = said.Returned,
    };

    // The end of a seat that is still held, or one that was told before.
    private static bool IsSame(SeatAssignment before, ImportedSeat said) =>
        before.Returned == said.Returned || (before.IsActive && (said.From is null || said.From == before.From));

    private void Note(string summary) => _changes.Add(new SeatChange(SeatEvidence.Changed, Texts.Clip(summary, 300), SeatText.Details(_licence)));

    private SeatChange Of(string kind, string[] people, string verb, string reason) => new(
        kind,
        $"{_licence.Id}: {Texts.Some(people)} {verb}, {reason}.",
        new JsonObject
        {
            ["people"] = new JsonArray([.. people.Select(p => (JsonNode)p)]),
            ["reason"] = reason,
            ["seats"] = _licence.Seats,
            ["assigned"] = _assignments.Count(a => a.IsActive),
        });

    private SeatChange Use(string reason) => new(
        SeatEvidence.Used,
        $"{_licence.Id}: the use of {Texts.Count(_used, "seat")} was brought up to date{(_history ? ", and former assignments with it" : "")}, {reason}.",
        new JsonObject
        {
            ["people"] = _used,
            ["assignments"] = Digest.Sha256(Json.Write(_assignments)),
            ["reason"] = reason,
        });
}
