using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats;

/// <summary>Somebody who has left and still has seats.</summary>
/// <param name="Person">By the key of the list of people.</param>
/// <param name="Licences">The licences.</param>
public sealed record LeaverSeats(string Person, IReadOnlyList<string> Licences);

/// <summary>Who has left and still has seats.</summary>
/// <param name="People">The people.</param>
/// <param name="Held">Why the brake keeps their seats from being returned by themselves, one sentence; null: it does not.</param>
public sealed record LeaversAnswer(IReadOnlyList<LeaverSeats> People, string? Held)
{
    /// <summary>What was returned, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}

/// <summary>Takes the seats of people back who have left, within the brake: a list of people that went wrong takes nobody's seat.</summary>
public sealed class SeatLeavers(IDepartures departures, SeatInventory inventory, ILedger ledger, SeatOptions options, TimeProvider time)
{
    /// <summary>Who has left by the day before <paramref name="day"/> and still has seats.</summary>
    public async Task<LeaversAnswer> LookAsync(DateOnly day, CancellationToken cancellation)
    {
        var active = (await inventory.ListAsync(cancellation)).SelectMany(l => l.Active.Select(a => (Name: Person.NameOf(a.Person), l.Licence.Id))).ToLookup(a => a.Name, a => a.Id, Person.Names);
        var left = (await departures.LeftByAsync(day, cancellation)).DistinctBy(Person.NameOf, Person.Names)
            .Select(p => new LeaverSeats(p, [.. active[Person.NameOf(p)]])).Where(p => p.Licences.Count > 0).ToList();
        return new LeaversAnswer(left, options.Removals.Reason(left.Sum(p => p.Licences.Count), left.Count, active.Sum(a => a.Count())));
    }

    /// <summary>Returns their seats; nothing of it when the brake holds and is not overridden, which is then told in the ledger.</summary>
    public async Task<LeaversAnswer> ReturnAsync(DateOnly day, bool overrides, string actor, CancellationToken cancellation)
    {
        var seen = await LookAsync(day, cancellation);
        if (seen.Held is { } held && !overrides)
        {
            await ledger.AppendAsync(options.RequireLedger(), [SeatEvidence.OfHold(options.RequireLedger(), "people who left", held, time.GetUtcNow())], cancellation);
            return seen;
        }

        var changes = new List<string>();
        foreach (var leaver in seen.People) changes.AddRange(await inventory.ReturnAsync(leaver.Person, licence: null, "the person left", actor, cancellation));
        return seen with { Held = null, Changes = changes };
    }
}
