using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Stages.Development.Backups.Requests;

/// <summary>What happens to requests; who may do it is the desk's business.</summary>
internal static class RequestRules
{
    private const int Most = 50;

    public static RestoreRequest Ask(BookEdit edit, RestoreRequest request)
    {
        if (edit.Book.Requests.FirstOrDefault(r => r.Id == request.Id) is { } there) return there;
        if (edit.Book.Requests.Count(r => r.State == RequestState.Asked) >= Most)
            throw new StewardException(FailureKind.Conflict, $"{Most} restores of {edit.Book.Key} wait for approval already. Have them decided first.");
        edit.Set(b => b with { Requests = [request, .. b.Requests.Where(r => r.State is RequestState.Asked or RequestState.Approved).Concat(b.Requests.Where(r => r.State is not (RequestState.Asked or RequestState.Approved)).Take(Most))] });
        edit.Tell(Of(BackupEvidence.RestoreAsked, EvidenceOutcome.Info, request, request.By, $"{request.By} asked to restore {Words(request)}."));
        if (!request.NeedsApproval) Order(edit, request);
        return edit.Book.Requests.First(r => r.Id == request.Id);
    }

    public static RestoreRequest Decide(BookEdit edit, string id, string by, bool approves)
    {
        var request = edit.Book.Requests.First(r => r.Id == id);
        if (request.DecidedBy == by && request.State == (approves ? RequestState.Approved : RequestState.Refused)) return request;
        if (request.State != RequestState.Asked) throw new StewardException(FailureKind.Conflict, $"This request is {request.State.ToString().ToLowerInvariant()} already.");
        var decided = request with { DecidedBy = by, DecidedAt = edit.Now, State = approves ? RequestState.Approved : RequestState.Refused };
        edit.Replace(decided);
        edit.Tell(approves
            ? Of(BackupEvidence.RestoreApproved, EvidenceOutcome.Pass, decided, by, $"{by} approved that {Words(request)} is restored, as {request.By} asked.")
            : Of(BackupEvidence.RestoreRefused, EvidenceOutcome.Fail, decided, by, $"{by} refused that {Words(request)} is restored, as {request.By} asked."));
        if (approves) Order(edit, decided);
        return decided;
    }

    public static void Expire(BookEdit edit, RestoreRequest request)
    {
        edit.Replace(request with { State = RequestState.Expired, DecidedAt = edit.Now });
        edit.Tell(Of(BackupEvidence.RestoreRefused, EvidenceOutcome.Fail, request, null, $"Nobody approved in time that {Words(request)} is restored, as {request.By} asked."));
    }

    private static void Order(BookEdit edit, RestoreRequest request)
    {
        edit.Replace(request with { State = RequestState.Approved });
        edit.Add(new BackupOrder
        {
            Id = BackupOrder.IdFor(edit.Book.Key, OrderKind.Restore, request.Id), Kind = OrderKind.Restore, DueAt = edit.Now,
            Snapshot = request.Wish.Snapshot, Restore = request.Wish.ToTarget(request.Id),
        });
    }

    private static string Words(RestoreRequest request) =>
        $"snapshot {request.Wish.Snapshot[..Math.Min(10, request.Wish.Snapshot.Length)]} of {request.Wish.Plan}{(request.Wish.InPlace ? " over what is there" : "")}";

    private static Happening Of(string kind, EvidenceOutcome outcome, RestoreRequest request, string? by, string summary) => new(kind, outcome, request.Id, summary)
    {
        Actor = by,
        Details = new JsonObject { ["request"] = request.Id, ["digest"] = request.Digest, ["snapshot"] = Texts.Clip(request.Wish.Snapshot, 64), ["inPlace"] = request.Wish.InPlace, ["askedBy"] = request.By },
    };
}
