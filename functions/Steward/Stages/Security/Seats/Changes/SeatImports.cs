using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Seats.Changes;

/// <summary>
/// Takes what files and services say of licences, all of it or nothing. Licences are written one by one, so what is to be done is kept first: an import that a crash broke
/// off is brought to its end by the next one, by a change made by hand, or by the daily run. One import at a time.
/// </summary>
public sealed class SeatImports(SeatInventory inventory, ISeatStore store, IPayloadStore payloads, SeatOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How long one may work on an import.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    // Longer than anybody works on one: clocks differ.
    private static readonly TimeSpan Stale = 2 * Longest;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>
    /// Imports, or says why not: bad rows stop all of it unless the mode says otherwise, and so does the brake. Unavailable while another import is under way elsewhere, and
    /// when storage breaks it off, which the sentence says: it is brought to its end later.
    /// </summary>
    public async Task<ImportAnswer> ImportAsync(SeatImport import, ImportMode mode, string actor, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var job = new Job(import with { Problems = [] }, mode);
            var content = Json.WriteBytes(job);
            if (!mode.DryRun && await TakeUpAsync(Digest.Sha256(content), cancellation) is { } other)
                throw StewardException.Unavailable($"Another import, of {other.Source} by {other.Actor}, is under way since {other.ClaimedAt:HH:mm} UTC. Try again in some minutes.");
            var occasion = new Occasion(actor, time.GetUtcNow());
            var seen = await new ImportPreview(store, options).LookAsync(import, mode, occasion, cancellation);
            if (mode.DryRun || ImportPreview.IsRefused(seen, import, mode)) return seen;
            if (seen.ChangeCount > 0) await BeginAsync(job, content, occasion, cancellation);
            else options.RequireLedger();
            return seen with { Applied = true };
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Brings an import to its end that was broken off; null when there is none, or else how many changes it still had to make.</summary>
    public async Task<int?> CompleteAsync(CancellationToken cancellation)
    {
        if (await store.FindImportAsync(cancellation) is null) return null;
        await _one.WaitAsync(cancellation);
        try
        {
            return await store.FindImportAsync(cancellation) is { } left && IsFree(left.Import, null) ? await ContinueAsync(left, cancellation) : null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>That an import was broken off or is under way, one sentence for people; null: none is.</summary>
    public async Task<string?> UnfinishedAsync(CancellationToken cancellation) => await store.FindImportAsync(cancellation) is { Import: var left }
        ? $"An import of {left.Source} by {left.Actor} at {left.At:yyyy-MM-dd HH:mm} UTC has not ended: what is shown may be a part of it. The next change, or the daily run, brings it to its end."
        : null;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    // Who asks for the same once more may go on at once; of others it is not known whether somebody works on them.
    private bool IsFree(PendingImport left, string? payload) => left.IsLeft || left.Payload == payload || time.GetUtcNow() - left.ClaimedAt > Stale;

    private async Task<PendingImport?> TakeUpAsync(string payload, CancellationToken cancellation)
    {
        if (await store.FindImportAsync(cancellation) is not { } left) return null;
        if (!IsFree(left.Import, payload)) return left.Import;
        await ContinueAsync(left, cancellation);
        return null;
    }

    private async Task<int> ContinueAsync(StoredImport left, CancellationToken cancellation)
    {
        var content = await payloads.GetAsync(options.RequireLedger(), left.Import.Payload, cancellation)
            ?? throw StewardException.NotFound($"What an import of {left.Import.Source} said, {left.Import.Payload[..12]}, is not in the payload store any more: it cannot be brought to its end.");
        return await ClaimAsync(Json.Read<Job>(content), left.Import with { ClaimedAt = time.GetUtcNow(), IsLeft = false }, left.Version, cancellation);
    }

    private async Task BeginAsync(Job job, byte[] content, Occasion occasion, CancellationToken cancellation)
    {
        var payload = await payloads.PutAsync(options.RequireLedger(), content, cancellation);
        await ClaimAsync(job, new PendingImport(payload, job.Import.Source, occasion.Actor, occasion.Time, occasion.Time), null, cancellation);
    }

    // From here on whoever asked may go away: what was begun goes on.
    private async Task<int> ClaimAsync(Job job, PendingImport claim, string? version, CancellationToken cancellation)
    {
        var held = await store.TryBeginImportAsync(claim, version, cancellation)
            ?? throw StewardException.Unavailable("Another import began at the same moment. Try again.");
        try
        {
            var changes = 0;
            foreach (var said in job.Import.Licences)
            {
                if (time.GetUtcNow() - claim.ClaimedAt > Longest) throw StewardException.Unavailable($"It takes longer than {Longest.TotalMinutes:0} minutes.");
                changes += (await inventory.ChangeAsync(said.Licence.Id, (before, today) => Apply(said, job, claim.Id, before, today), new Occasion(claim.Actor, claim.At), CancellationToken.None)).Count;
            }

            await store.EndImportAsync(held, CancellationToken.None);
            return changes;
        }
        catch (StewardException broken)
        {
            await LeaveAsync(claim, held);
            throw new StewardException(broken.Kind, $"The import of {claim.Source} was broken off: {broken.Message} What is left of it is done when it is sent again, with the next change, or by the daily run.", broken);
        }
    }

    private static (LicenceSeats Seats, IReadOnlyList<SeatChange> Changes) Apply(ImportedLicence said, Job job, string id, LicenceSeats? before, DateOnly today)
    {
        if (before?.Import == id) return (before, []);
        var (seats, changes) = new SeatImporter(said, job.Import.Source, job.Mode).Apply(before, today);
        return (seats with { Import = id }, changes);
    }

    // Where even that cannot be noted it is free after a while.
    private async Task LeaveAsync(PendingImport claim, string held)
    {
        try
        {
            await store.TryBeginImportAsync(claim with { IsLeft = true }, held, CancellationToken.None);
        }
        catch (StewardException silence) when (silence.IsRetryable)
        {
            return;
        }
    }

    /// <summary>What was said, and how it is to be taken.</summary>
    internal sealed record Job(SeatImport Import, ImportMode Mode);
}
