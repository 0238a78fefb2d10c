using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups.Requests;

/// <summary>Somebody asks for a restore.</summary>
/// <param name="Plan">The plan: <c>servers:db1</c>.</param>
/// <param name="Snapshot">The snapshot's id or the beginning of it; null: the newest backup.</param>
/// <param name="Target">Where to on the plan's runner: a path on an agent's machine, a name for Steward itself (<see cref="CloudTarget"/>); null with <paramref name="InPlace"/>.</param>
/// <param name="InPlace">Whether it goes over what is there.</param>
/// <param name="Include">Paths of the snapshot; null: all.</param>
public sealed record RestoreAsk(string Plan, string? Snapshot = null, string? Target = null, bool InPlace = false, IReadOnlyList<string>? Include = null);

/// <summary>Somebody decides about a request.</summary>
/// <param name="Digest">The request's digest, or at least its first 12 digits: who approves that approves nothing else.</param>
public sealed record RestoreDecision(string? Digest);

/// <summary>Requests, newest first.</summary>
/// <param name="Requests">The requests.</param>
public sealed record RestoreRequests(IReadOnlyList<RestoreRequest> Requests);

/// <summary>Where people ask for restores and approve them.</summary>
public sealed class RestoreDesk(BookKeeper keeper, CloudOrders cloud)
{
    private const int MaxPaths = 100;
    private const int MaxPath = 500;
    private const int LeastDigits = 12;

    /// <summary>The requests that a caller may see: of all plans with the level approve, of his own below it.</summary>
    public async Task<RestoreRequests> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var all = (await keeper.ListAsync(cancellation)).Where(b => Reach.Covers(caller.Reach, b.Ledger)).SelectMany(b => b.Requests);
        return new RestoreRequests([.. all.Where(r => caller.Level >= AccessLevel.Approve || IsBy(r, caller)).OrderByDescending(r => r.AskedAt)]);
    }

    /// <summary>
    /// Asks in the caller's name. A person restores his own working environment beside what is there without anybody's approval; everything else asks for the level approve, and waits for an
    /// approval. Forbidden below it; NotFound for a plan or snapshot that is not known.
    /// </summary>
    public async Task<RestoreRequest> AskAsync(RestoreAsk ask, Caller caller, CancellationToken cancellation)
    {
        var book = await RequireAsync(PlanKey.Parse(ask.Plan), caller, cancellation);
        var isOwn = IsOwn(book.Plan.What, caller);
        if (!MayAsk(book.Plan.What, caller)) throw Forbidden($"Restoring {book.Key} asks for the level approve; {caller.Name} has {caller.Level.Word()}. Your own working environment you restore without it.");
        if (book.Plan.Runner == BackupPlan.Cloud && (ask.InPlace || ask.Include is { Count: > 0 } || !CloudTarget.IsName(ask.Target))) throw StewardException.Invalid(CloudTarget.Rule);
        var wish = new RestoreWish(book.Key, SnapshotOf(book, ask.Snapshot), TargetOf(ask), ask.InPlace, Include(ask.Include ?? []));
        return await keeper.ChangeAsync(book.Plan.Runner, book.Key, edit => RequestRules.Ask(edit, Make(edit, wish, caller, isOwn && book.Plan.What.IsInHome(wish.Target))), cancellation);
    }

    /// <summary>Approves or refuses a request by its digest. Conflict when that is another one; Forbidden below the level approve, and for who asked where a second person is needed.</summary>
    public async Task<RestoreRequest> DecideAsync(string id, RestoreDecision decision, bool approves, Caller caller, CancellationToken cancellation)
    {
        if (caller.Level < AccessLevel.Approve) throw Forbidden($"Deciding about a restore asks for the level approve; {caller.Name} has {caller.Level.Word()}.");
        var book = (await keeper.ListAsync(cancellation)).FirstOrDefault(b => Reach.Covers(caller.Reach, b.Ledger) && b.Requests.Any(r => r.Id == id))
            ?? throw StewardException.NotFound($"There is no request '{Texts.Clip(id, 40)}'. 'steward restore list' shows them.");
        var (decided, orders) = await keeper.ChangeAsync(book.Plan.Runner, book.Key, edit =>
        {
            Check(edit.Book.Requests.First(r => r.Id == id), decision.Digest, approves, caller);
            return (RequestRules.Decide(edit, id, PersonOf(caller), approves), edit.Book.Open.Where(o => o.Restore?.Request == id).ToList());
        }, cancellation);
        if (book.Plan.Runner == BackupPlan.Cloud) await cloud.StartAsync(book.Key, orders, cancellation);
        return decided;
    }

    /// <summary>Whether a caller may ask for a restore of something: with the level approve, or of his own working environment.</summary>
    public static bool MayAsk(BackupSubject what, Caller caller) => caller.Level >= AccessLevel.Approve || IsOwn(what, caller);

    /// <summary>Whether a caller may approve a request: with the level approve, and where a second person is needed as that one.</summary>
    public static bool MayApprove(RestoreRequest request, Caller caller) => caller.Level >= AccessLevel.Approve && !(request.NeedsSecondPerson && IsBy(request, caller));

    private static void Check(RestoreRequest request, string? digest, bool approves, Caller caller)
    {
        if (digest is not { Length: >= LeastDigits } || !request.Digest.StartsWith(digest, StringComparison.Ordinal))
            throw new StewardException(FailureKind.Conflict, $"The request's digest is {request.Digest[..LeastDigits]}, not '{Texts.Clip(digest ?? "", 20)}'. Look at it again, and decide about what it says.");
        if (approves && !MayApprove(request, caller))
            throw Forbidden($"{request.By} asked for this restore over what is there: another person has to approve it.");
    }

    private async Task<PlanBook> RequireAsync(PlanKey key, Caller caller, CancellationToken cancellation)
    {
        var book = await keeper.RequireAsync(key, cancellation);
        return Reach.Covers(caller.Reach, book.Ledger) ? book : throw Forbidden($"{caller.Name} does not reach {book.Ledger}, which {key} belongs to.");
    }

    private static RestoreRequest Make(BookEdit edit, RestoreWish wish, Caller caller, bool isFree)
    {
        var by = PersonOf(caller);
        var id = Digest.Sha256($"restore request\n{by}\n{Json.Write(wish)}\n{edit.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm}")[..16];
        return new RestoreRequest(id, wish, by, edit.Now) { NeedsApproval = !isFree || wish.InPlace, NeedsSecondPerson = wish.InPlace };
    }

    // One person, whatever door: neither by name nor by the person behind a token.
    private static bool IsBy(RestoreRequest request, Caller caller) => Person.AreSame(request.By, caller.Name) || (caller.Owner is { } owner && Person.AreSame(request.By, owner));

    private static bool IsOwn(BackupSubject what, Caller caller) => what.Person is { } person && person.Equals(PersonOf(caller), StringComparison.OrdinalIgnoreCase);

    private static string PersonOf(Caller caller) => caller.Owner ?? caller.Name;

    private static string SnapshotOf(PlanBook book, string? asked)
    {
        if (asked is null) return book.NewestBackup?.Snapshot ?? throw StewardException.NotFound($"{book.Key} has no backup yet.");
        var known = book.Past.Where(r => r is { Kind: OrderKind.Backup, Outcome: RunOutcome.Done }).Append(book.NewestBackup).Select(r => r?.Snapshot).OfType<string>().Distinct(StringComparer.Ordinal);
        return asked.Length >= 6 && known.Where(s => s.StartsWith(asked, StringComparison.Ordinal)).ToList() is [var only]
            ? only
            : throw StewardException.NotFound($"'{Texts.Clip(asked, 64)}' names no snapshot of {book.Key}, or several; give at least 6 digits of one that 'steward backups show {book.Key}' lists. Older ones are restored with 'steward vault restore'.");
    }

    private static string? TargetOf(RestoreAsk ask)
    {
        if (ask.InPlace) return ask.Target is null ? null : throw StewardException.Invalid("A restore goes to a target or over what is there: give one of the two.");
        return ask.Target is { Length: > 0 and <= MaxPath } target && !target.Any(char.IsControl)
            ? target
            : throw StewardException.Invalid($"Say where to restore to: a path on the plan's runner, at most {MaxPath} characters; or that it goes over what is there.");
    }

    private static IReadOnlyList<string> Include(IReadOnlyList<string> paths) => paths.Count <= MaxPaths && paths.All(p => p is { Length: > 0 and <= MaxPath } && !p.Any(char.IsControl))
        ? paths
        : throw StewardException.Invalid($"At most {MaxPaths} paths are restored by name, each of at most {MaxPath} characters.");

    private static StewardException Forbidden(string message) => new(FailureKind.Forbidden, message);
}
