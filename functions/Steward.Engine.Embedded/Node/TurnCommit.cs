using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Run;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Node;

/// <summary>Turns into rows: what an instance's header is after a turn, and the transaction that makes both durable.</summary>
internal sealed class TurnCommit(Tenure tenure)
{
    /// <summary>The header after a turn.</summary>
    public async Task<Header> ConcludeAsync(Header before, Turn turn, string? custom)
    {
        var now = tenure.Parts.Time.GetUtcNow();
        var header = before with { UpdatedAt = now, CustomStatus = custom, Status = turn.Status ?? before.Status };
        return turn.Outcome switch
        {
            RunOutcome.Completed done => header with { Status = OrchestrationRuntimeStatus.Completed, Output = await StoreAsync(header, done.Output) },
            RunOutcome.Terminated ended => header with { Status = OrchestrationRuntimeStatus.Terminated, Output = await StoreAsync(header, ended.Output) },
            RunOutcome.Failed failed => header with { Status = OrchestrationRuntimeStatus.Failed, Failure = failed.Failure, FailedAt = failed.Since },
            RunOutcome.Continued anew => await AnewAsync(header with { Run = before.Run + 1, StartAt = now }, anew.Input),
            _ => header,
        };
    }

    /// <summary>Writes a turn.</summary>
    public async Task WriteAsync(Turn turn, Header before, Header header)
    {
        var stripe = tenure.StripeOf(header.Id);
        var isTouch = header with { UpdatedAt = before.UpdatedAt } == before;
        var commit = isTouch ? new Commit().Merge(header.ToTouch(stripe.Partition)) : new Commit().Put(header.ToEntity(stripe.Partition));
        foreach (var happened in EventsOf(turn))
        {
            var payload = await StoreAsync(header, happened.Payload);
            commit.Insert(happened.ToEntity(stripe.Partition, header.Id, header.Run, payload));
        }

        if (await stripe.WriteAsync(commit) != CommitResult.Written)
            throw new UnfitTaskException("StorageRefused", "Storage refused what this instance wanted to write; the log has its reason.");
        Report(turn, header);
    }

    // A run that starts anew leaves its history behind; what nobody had waited for comes along as one row, however much it is.
    private List<HistoryEvent> EventsOf(Turn turn) => turn.Outcome switch
    {
        RunOutcome.Continued { Events.Count: > 0 } anew =>
        [
            new HistoryEvent { Kind = EventKind.Carried, Time = tenure.Parts.Time.GetUtcNow().UtcDateTime, Seq = 0, Payload = Json.Write(anew.Events) },
        ],
        RunOutcome.Continued => [],
        _ => turn.Events,
    };

    private async Task<Header> AnewAsync(Header header, string? input) => header with { Input = await StoreAsync(header, input) };

    private Task<Stored> StoreAsync(Header header, string? payload) =>
        tenure.Patient(stop => tenure.Reader.Payloads.StoreAsync(header.Id, header.Run, payload, stop));

    private void Report(Turn turn, Header header)
    {
        if (turn.Outcome is RunOutcome.Failed failed) tenure.Parts.Log.OrchestrationFailed(header.Name, failed.Failure.ErrorMessage);
        else if (header.Ended) tenure.Parts.Log.OrchestrationEnded(header.Name, header.Status);
    }
}
