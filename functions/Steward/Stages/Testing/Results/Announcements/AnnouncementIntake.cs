using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Testing.Results.Announcements;

/// <summary>Turns announcements into evidence about the commit, and has its change decided again. Announcing the same twice changes nothing.</summary>
/// <param name="products">Which products there are.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="payloads">Where the names of the tests go.</param>
/// <param name="changes">Has the change decided again.</param>
/// <param name="time">The clock.</param>
public sealed class AnnouncementIntake(
    IProductStore products, ILedger ledger, IPayloadStore payloads, IChangeReopener changes, TimeProvider time)
{
    /// <summary>Takes announcements in, all of them or none. NotFound for a product that is not registered; Invalid beyond the limits.</summary>
    public async Task<AnnouncementReceipt> ReceiveAsync(
        ChangeId change, IReadOnlyList<Announcement> announcements, AnnouncementSource source, string actor, CancellationToken cancellation)
    {
        if (change.Commit.IsNone) throw StewardException.Invalid("An announcement must name the commit that is tested, not the all-zero name.");
        if (announcements.Count is 0 or > ILedger.MaxTogether)
            throw StewardException.Invalid($"{Texts.Count(announcements.Count, "announcement")} came; from 1 to {ILedger.MaxTogether} are taken together.");
        var wanted = announcements.Select(a => a.Check()).ToList();
        _ = await products.GetAsync(change.Product, cancellation) ?? throw StewardException.NotFound($"{change.Product} is not registered here.");
        var drafts = wanted.Select(a => Draft.Of(change, a, source, actor)).ToList();
        await CheckRoomAsync(change, drafts, cancellation);
        foreach (var draft in drafts.Where(d => d.Payload is not null)) await payloads.PutAsync(change.Product, draft.Payload!, cancellation);
        var now = time.GetUtcNow();
        var entries = await ledger.AppendAsync(change.Product, [.. drafts.Select(d => d.Evidence with { Time = now })], cancellation);
        // Also for what was there already: whoever brought it first may have died before the change was told.
        await changes.EvidenceArrivedAsync(change, AnnouncedEvidence.Kind, cancellation);
        return new AnnouncementReceipt(change, [.. wanted.Select((a, i) => new ReceivedAnnouncement(a.Set!, a.Attempt!.Value, a.Shards, a.Tests?.Count, a.State!.Value, entries[i].Index))]);
    }

    // What is there already takes no more room.
    private async Task CheckRoomAsync(ChangeId change, List<Draft> drafts, CancellationToken cancellation)
    {
        var known = await ledger.FindAsync(change.Product, Subject.Commit(change.Commit), cancellation)
            .Where(e => e.Evidence.Kind == AnnouncedEvidence.Kind).Select(e => e.Evidence).ToListAsync(cancellation);
        var ids = known.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        AnnouncementLimits.Check([.. AnnouncedEvidence.In(known)], [.. AnnouncedEvidence.In(drafts.Select(d => d.Evidence).Where(e => !ids.Contains(e.Id)))]);
    }

    private sealed record Draft(Evidence Evidence, byte[]? Payload)
    {
        public static Draft Of(ChangeId change, Announcement announced, AnnouncementSource source, string actor)
        {
            var payload = announced.Tests is { } tests ? Json.WriteBytes(new AnnouncedTests(tests)) : null;
            return new Draft(AnnouncedEvidence.Of(change, announced, source, actor, payload is null ? null : Digest.Sha256(payload)), payload);
        }
    }
}

/// <summary>The answer to announcements.</summary>
/// <param name="Change">The change.</param>
/// <param name="Sets">Each of them, in the order given.</param>
public sealed record AnnouncementReceipt(ChangeId Change, IReadOnlyList<ReceivedAnnouncement> Sets);

/// <summary>What became of one announcement.</summary>
/// <param name="Set">The test set.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Shards">In how many shards it is run, or null.</param>
/// <param name="Tests">How many tests are awaited, or null.</param>
/// <param name="State">Whether it runs or was cut off.</param>
/// <param name="Evidence">The index of its evidence in the ledger.</param>
public sealed record ReceivedAnnouncement(string Set, int Attempt, int? Shards, int? Tests, AnnouncedState State, long Evidence);
