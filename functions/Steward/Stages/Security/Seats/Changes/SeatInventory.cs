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
    private const int MaxShown = 500;
    private const int MaxProblems = 200;

    /// <summary>Every licence, by id.</summary>
    public async Task<IReadOnlyList<LicenceSeats>> ListAsync(CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Select(s => s.Seats)];

    /// <summary>One licence; NotFound when there is none.</summary>
    public async Task<LicenceSeats> RequireAsync(string licence, CancellationToken cancellation) =>
        (await store.FindAsync(licence, cancellation))?.Seats ?? throw Unknown(licence);

    /// <summary>Takes what a file or a service said. Bad rows stop all of it unless the mode says otherwise.</summary>
    public async Task<ImportAnswer> ImportAsync(SeatImport import, ImportMode mode, string actor, CancellationToken cancellation)
    {
        var isRefused = import.Problems.Count > 0 && !mode.Partial;
        var isDry = mode.DryRun || isRefused;
        if (!isDry) options.RequireLedger();
        var changes = new List<string>();
        foreach (var said in import.Licences)
            changes.AddRange(await ChangeAsync(said.Licence.Id, new SeatImporter(said, import.Source, mode).Apply, actor, isDry, cancellation));
        return new ImportAnswer(import.Source, import.Rows, import.Licences.Count, !isDry, [.. changes.Take(MaxShown)], [.. import.Problems.Take(MaxProblems)])
        {
            ChangeCount = changes.Count,
        };
    }

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
            actor, isDry: false, cancellation);
    }

    /// <summary>Takes back the seats of a person: of one licence, or of all. Nothing to take back is no failure.</summary>
    public async Task<IReadOnlyList<string>> ReturnAsync(string person, string? licence, string reason, string actor, CancellationToken cancellation)
    {
        var key = PersonKey.Parse(person);
        var held = licence is null ? await store.ListAsync(cancellation) : [await store.FindAsync(licence, cancellation) ?? throw Unknown(licence)];
        var changes = new List<string>();
        foreach (var id in held.Where(h => h.Seats.Of(key) is not null).Select(h => h.Seats.Licence.Id))
            changes.AddRange(await ChangeAsync(id, (before, today) => TakeBack(before!, key, reason, today), actor, isDry: false, cancellation));
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

    private async Task<IReadOnlyList<string>> ChangeAsync(
        string licence, Func<LicenceSeats?, DateOnly, (LicenceSeats Seats, IReadOnlyList<SeatChange> Changes)> change, string actor, bool isDry, CancellationToken cancellation)
    {
        if (!isDry) options.RequireLedger();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await store.FindAsync(licence, cancellation);
            if (stored?.Seats.Outbox.Count > 0 && !isDry) stored = await FlushAsync(stored, cancellation) ?? await store.FindAsync(licence, cancellation);
            var occasion = new Occasion(actor, time.GetUtcNow());
            var (seats, changes) = change(stored?.Seats, occasion.Day);
            var said = changes.Select(c => c.Summary).ToList();
            if (changes.Count == 0 || isDry) return said;
            // What others changed in between may not be in the ledger yet: their outbox is kept, not replaced.
            seats = seats with { Outbox = [.. seats.Outbox, .. changes.Select((c, i) => SeatEvidence.Of(licence, seats.Revision, i, c, occasion))] };
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
