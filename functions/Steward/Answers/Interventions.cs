using Steward.Changes;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Answers;

/// <summary>What people say about a change: approvals and waivers. Each is evidence in the person's name, and the change is decided again.</summary>
/// <param name="ledger">Where it is kept.</param>
/// <param name="reopener">Has the change decided again.</param>
/// <param name="paths">Which nodes there are.</param>
/// <param name="time">The clock.</param>
public sealed class Interventions(ILedger ledger, IChangeReopener reopener, WaivablePaths paths, TimeProvider time)
{
    private const int MaxReason = 500;
    private static readonly TimeSpan LongestWaiver = TimeSpan.FromDays(366);

    /// <summary>
    /// Approves a change, with the level that the caller has at this moment. A second approval on the same day changes nothing; later, or after it was taken
    /// back, it is a new one.
    /// </summary>
    public async Task<LedgerEntry> ApproveAsync(ChangeId change, Caller caller, CancellationToken cancellation)
    {
        var (last, now) = (await LastOfAsync(change, caller, cancellation), time.GetUtcNow());
        if (last?.Evidence is { Kind: Approval.Kind } given && given.Actor == caller.Name && given.Time.UtcDateTime.Date == now.UtcDateTime.Date && Approval.From(given)!.Level == caller.Level.Word())
            return await LeaveAsync(change, given, cancellation);
        return await LeaveAsync(change, Make(change, Approval.Kind, caller, $"{caller.Name} {caller.Level.Word()} {now:yyyy-MM-dd} after {last?.Evidence.Id}") with
        {
            Outcome = EvidenceOutcome.Pass,
            Summary = $"{caller.Name} approved {change.Commit.Abbreviated}.",
            Details = Approval.Details(caller.Name, caller.Level.Word()),
        }, cancellation);
    }

    /// <summary>Takes back what the caller has approved, through whatever door. NotFound when there is nothing; a second time changes nothing.</summary>
    public async Task<LedgerEntry> WithdrawAsync(ChangeId change, Caller caller, CancellationToken cancellation)
    {
        var last = await LastOfAsync(change, caller, cancellation)
            ?? throw StewardException.NotFound($"{caller.Name} has not approved {change.Commit.Abbreviated}, so there is nothing to withdraw.");
        if (last.Evidence.Kind == Approval.Withdrawn) return await LeaveAsync(change, last.Evidence, cancellation);
        return await LeaveAsync(change, Make(change, Approval.Withdrawn, caller, $"{caller.Name} after {last.Evidence.Id}") with
        {
            Summary = $"{caller.Name} withdrew the approval of {change.Commit.Abbreviated}.",
            Details = Approval.Details(caller.Name, caller.Level.Word()),
        }, cancellation);
    }

    /// <summary>Lets one node of a change's verdict, or of a release's of its commit, through until a time. The reason is written into the ledger for good: no personal text.</summary>
    /// <param name="change">The change, with its newest tree.</param>
    /// <param name="request">The node's path, with or without the root's name before it; the reason, 1 to 500 characters; the end, at most 366 days from now.</param>
    /// <param name="caller">Who grants it.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<LedgerEntry> WaiveAsync(ChangeRecord change, WaiverRequest request, Caller caller, CancellationToken cancellation)
    {
        var (reason, until) = (request.Reason ?? "", request.Until);
        CheckReason(reason);
        CheckUntil(until);
        var path = await paths.FindAsync(change, request.Path ?? "", cancellation);
        var waiver = new Waiver(path, until.ToUniversalTime(), caller.Name, reason);
        var subject = IsQuestion(change, path) ? Subject.Product(change.Id.Product) : Subject.Commit(change.Id.Commit);
        var evidence = Make(change.Id, Waiver.Kind, caller, "") with
        {
            Id = Evidence.IdFor(Waiver.Kind, subject, $"{path}\n{waiver.Until:O}\n{caller.Name}\n{reason}"),
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = $"{caller.Name} waived {path} until {waiver.Until:yyyy-MM-dd HH:mm} UTC.",
            Details = waiver.ToDetails(),
        };
        return await LeaveAsync(change.Id, evidence, cancellation);
    }

    // An answer holds for the product: the next commit asks the same, and nobody is asked twice.
    private static bool IsQuestion(ChangeRecord change, string path) =>
        change.Tree is { } tree && tree.Walk().Any(n => n.Node.Question is not null && n.Path == $"{tree.Name}/{path}");

    // What the person last said of approval, through whatever door.
    private async Task<LedgerEntry?> LastOfAsync(ChangeId change, Caller caller, CancellationToken cancellation) =>
        await ledger.FindAsync(change.Product, Subject.Commit(change.Commit), cancellation)
            .LastOrDefaultAsync(e => Approval.From(e.Evidence) is not null && Person.AreSame(e.Evidence.Actor, caller.Name), cancellation);

    private Evidence Make(ChangeId change, string kind, Caller caller, string occasion) => new()
    {
        Id = Evidence.IdFor(kind, Subject.Commit(change.Commit), occasion),
        Time = time.GetUtcNow(),
        Actor = caller.Name,
        Kind = kind,
        Subject = Subject.Commit(change.Commit),
        Outcome = EvidenceOutcome.Info,
    };

    // The evidence first: a change that is decided again must find it. If the second step fails, the caller tries again, and the
    // evidence is there already.
    private async Task<LedgerEntry> LeaveAsync(ChangeId change, Evidence evidence, CancellationToken cancellation)
    {
        var entries = await ledger.AppendAsync(change.Product, [evidence], cancellation);
        await reopener.EvidenceArrivedAsync(change, evidence.Kind, cancellation);
        return entries[0];
    }

    private static void CheckReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason || reason.Any(char.IsControl))
            throw StewardException.Invalid($"A waiver needs a reason of 1 to {MaxReason} characters on one line.");
    }

    private void CheckUntil(DateTimeOffset until)
    {
        var now = time.GetUtcNow();
        if (until <= now || until > now + LongestWaiver)
            throw StewardException.Invalid("A waiver ends in the future, and within 366 days. Give such a date.");
    }
}
