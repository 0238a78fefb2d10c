using Steward.Changes;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Answers;

/// <summary>What people say about a change: approvals and waivers. Each is evidence in the person's name, and the change is decided again.</summary>
/// <param name="ledger">Where it is kept.</param>
/// <param name="reopener">Has the change decided again.</param>
/// <param name="time">The clock.</param>
public sealed class Interventions(ILedger ledger, IChangeReopener reopener, TimeProvider time)
{
    /// <summary>The kind of evidence that an approval leaves.</summary>
    public const string Approval = "approval.given";

    private const int MaxReason = 500;
    private static readonly TimeSpan LongestWaiver = TimeSpan.FromDays(366);

    /// <summary>Approves a change. A second approval by the same caller changes nothing.</summary>
    public Task<LedgerEntry> ApproveAsync(ChangeId change, Caller caller, CancellationToken cancellation) =>
        LeaveAsync(change, Make(change, Approval, caller, caller.Name) with
        {
            Outcome = EvidenceOutcome.Pass,
            Summary = $"{caller.Name} approved {change.Commit.Abbreviated}.",
        }, cancellation);

    /// <summary>Lets one node of a change's verdict tree through until a time. The reason is written into the ledger for good: no personal text.</summary>
    /// <param name="change">The change, with its newest tree.</param>
    /// <param name="request">The node's path, with or without the root's name before it; the reason, 1 to 500 characters; the end, at most 366 days from now.</param>
    /// <param name="caller">Who grants it.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<LedgerEntry> WaiveAsync(ChangeRecord change, WaiverRequest request, Caller caller, CancellationToken cancellation)
    {
        var (path, reason, until) = (request.Path ?? "", request.Reason ?? "", request.Until);
        CheckReason(reason);
        CheckUntil(until);
        CheckPath(change, path);
        var waiver = new Waiver(path, until.ToUniversalTime(), caller.Name, reason);
        var evidence = Make(change.Id, Waiver.Kind, caller, $"{path}\n{waiver.Until:O}\n{caller.Name}\n{reason}") with
        {
            Outcome = EvidenceOutcome.Info,
            Summary = $"{caller.Name} waived {path} until {waiver.Until:yyyy-MM-dd HH:mm} UTC.",
            Details = waiver.ToDetails(),
        };
        return LeaveAsync(change.Id, evidence, cancellation);
    }

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

    private static void CheckPath(ChangeRecord change, string path)
    {
        if (change.Tree is null)
            throw new StewardException(FailureKind.Conflict, "This change has no verdict yet, so there is nothing to waive. Wait for its first decision.");
        if (path.Length == 0 || path == change.Tree.Name)
            throw StewardException.Invalid("A whole verdict cannot be waived. Name at least a stage: testing, testing/results...");
        var nodes = change.Tree.Walk().ToList();
        if (nodes.Any(n => n.Path == path || n.Path == $"{change.Tree.Name}/{path}")) return;
        var waivable = nodes.Where(n => n.Node is { Children.IsEmpty: true } && !n.Node.Verdict.LetsThrough()).Select(n => n.Path).ToList();
        var hint = waivable.Count == 0 ? "Nothing stands in its way." : $"What does not let it through: {Texts.Some(waivable, 5)}.";
        throw StewardException.NotFound($"This change's verdict has no node '{Texts.Clip(path, 200)}'. {hint}");
    }
}
