using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Seats.Changes;

/// <summary>
/// The inventory of bought licences. A change and its evidence are written together, the evidence is then appended to the ledger; what a crash left
/// behind in between is appended with the next change or by the daily run. Two who change at once both succeed: the slower one reads again.
/// </summary>
public sealed class SeatInventory(ISeatStore store, ILedger ledger, SeatOptions options, TimeProvider time)
{
    private const int Attempts = 20;

    /// <summary>Every licence, by id.</summary>
    public async Task<IReadOnlyList<LicenceSeats>> ListAsync(CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Select(s => s.Seats)];

    /// <summary>One licence; NotFound when there is none.</summary>
    public async Task<LicenceSeats> RequireAsync(string licence, CancellationToken cancellation) =>
        (await store.FindAsync(licence, cancellation))?.Seats ?? throw Unknown(licence);

    /// <summary>Gives a person a seat; Conflict when none is free and <paramref name="beyond"/> is not said.</summary>
    public Task<IReadOnlyList<string>> AssignAsync(string licence, string person, bool beyond, string actor, CancellationToken cancellation)
    {
        var key = PersonKey.Parse(person);
        return ChangeAsync(
            licence,
            (before, today) =>
            {
                var edit = new SeatEdit(before ?? throw Unknown(licence), today);
                if (before.Of(key) is null)
                {
                    if (!beyond && before.Active.Count() >= before.Licence.Seats)
                        throw new StewardException(FailureKind.Conflict, $"All {Texts.Count(before.Licence.Seats, "seat")} of {licence} are assigned. Return one, buy more, or assign beyond what was bought on purpose.");
                    edit.Set(new ImportedSeat(key, today, null, null));
                }

                return edit.Done(before, "by hand");
            },
            Now(actor), cancellation);
    }

    /// <summary>Takes back the seats of a person: of one licence, or of all. Nothing to take back is no failure.</summary>
    public async Task<IReadOnlyList<string>> ReturnAsync(string person, string? licence, string reason, string actor, CancellationToken cancellation)
    {
        var key = PersonKey.Parse(person);
        var held = licence is null ? await store.ListAsync(cancellation) : [await store.FindAsync(licence, cancellation) ?? throw Unknown(licence)];
        var changes = new List<string>();
        foreach (var id in held.Where(h => h.Seats.Of(key) is not null).Select(h => h.Seats.Licence.Id))
            changes.AddRange(await ChangeAsync(id, (before, today) => TakeBack(before!, key, reason, today), Now(actor), cancellation));
        return changes;
    }

    /// <summary>Appends evidence that a crash kept from the ledger; answers with how many licences had some.</summary>
    public async Task<int> FlushAsync(CancellationToken cancellation)
    {
        var left = (await store.ListAsync(cancellation)).Where(s => s.Seats.Outbox.Count > 0).ToList();
        foreach (var stored in left) await FlushAsync(stored, cancellation);
        return left.Count;
    }

    private static (LicenceSeats, IReadOnlyList<SeatChange>) TakeBack(LicenceSeats before, string key, string reason, DateOnly today)
    {
        var edit = new SeatEdit(before, today);
        edit.Return(a => Person.AreSame(a.Person, key));
        return edit.Done(before, reason);
    }

    private Occasion Now(string actor) => new(actor, time.GetUtcNow());

    /// <summary>Changes one licence; answers with what changed, a sentence each.</summary>
    internal async Task<IReadOnlyList<string>> ChangeAsync(
        string licence, Func<LicenceSeats?, DateOnly, (LicenceSeats Seats, IReadOnlyList<SeatChange> Changes)> change, Occasion occasion, CancellationToken cancellation)
    {
        options.RequireLedger();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await store.FindAsync(licence, cancellation);
            if (stored?.Seats.Outbox.Count > 0) stored = await FlushAsync(stored, cancellation) ?? await store.FindAsync(licence, cancellation);
            var (seats, changes) = change(stored?.Seats, occasion.Day);
            var said = changes.Select(c => c.Summary).ToList();
            if (changes.Count == 0) return said;
            // What others changed in between may not be in the ledger yet: their outbox is kept, not replaced.
            seats = seats with { Outbox = [.. seats.Outbox, .. SeatEvidence.Of(seats, changes, occasion)] };
            if (!await store.TryWriteAsync(seats, stored?.Version, cancellation)) continue;
            if (await store.FindAsync(licence, cancellation) is { } written) await FlushAsync(written, cancellation);
            return said;
        }

        throw new StewardException(FailureKind.Conflict, $"{licence} is being changed by others all the time. Nothing of this change was made; try again.");
    }

    // Evidence has its own ids: who flushes what another flushes at the same time appends nothing twice.
    private async Task<StoredSeats?> FlushAsync(StoredSeats stored, CancellationToken cancellation)
    {
        if (stored.Seats.Outbox.Count > 0) await ledger.AppendAsync(options.RequireLedger(), stored.Seats.Outbox, cancellation);
        var clean = stored.Seats with { Outbox = [] };
        return await store.TryWriteAsync(clean, stored.Version, cancellation) ? await store.FindAsync(clean.Licence.Id, cancellation) : null;
    }

    private static StewardException Unknown(string licence) =>
        StewardException.NotFound($"There is no licence '{Texts.Clip(licence, 80)}'. 'steward seats list' shows those there are.");
}
