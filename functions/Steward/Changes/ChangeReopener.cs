using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Changes;

/// <inheritdoc cref="IChangeReopener"/>
public sealed class ChangeReopener(IOrchestrationClient engine, IChangeStore changes, ILedger ledger) : IChangeReopener
{
    /// <inheritdoc/>
    public async Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation)
    {
        var instance = ChangeInstance.IdOf(change);
        if (await engine.GetInstanceAsync(instance, cancellation: cancellation) is { IsCompleted: false })
            await engine.RaiseEventAsync(instance, ChangeInstance.EvidenceArrived, kind, cancellation);

        // Asked again after the event was raised: an instance that ended in between did not see it.
        var now = await engine.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellation);
        if (now is null or { IsCompleted: true }) await ReopenAsync(change, now, cancellation);
    }

    /// <inheritdoc/>
    public async Task ProductEvidenceArrivedAsync(ProductId product, string kind, CancellationToken cancellation)
    {
        if (await changes.ListAsync(product, cancellation).FirstOrDefaultAsync(cancellation) is not { } newest) return;
        if (newest.Known is { } known && known.OfProduct >= await NewestAsync(product, Subject.Product(product), cancellation)) return;
        await EvidenceArrivedAsync(newest.Id, kind, cancellation);
    }

    // The id comes from the newest evidence about commit and product: each arrival is decided once, however often it is announced.
    private async Task ReopenAsync(ChangeId change, OrchestrationMetadata? ended, CancellationToken cancellation)
    {
        if (await changes.GetAsync(change, cancellation) is not { } record) return;
        var request = ended?.SerializedInput is { } input ? Json.Read<ChangeRequest>(input) : RequestOf(record);
        var newest = Math.Max(
            await NewestAsync(change.Product, Subject.Commit(change.Commit), cancellation),
            await NewestAsync(change.Product, Subject.Product(change.Product), cancellation));
        var faults = FaultsOf(ended);
        await engine.ScheduleNewOrchestrationInstanceAsync(
            ReopenedChangeWorkflow.Name, new DecideRequest(request, faults, Final: faults.Count > 0), new StartOrchestrationOptions($"reopen:{change}:{newest}"), cancellation);
    }

    private async Task<long> NewestAsync(ProductId product, Subject subject, CancellationToken cancellation) =>
        await ledger.FindAsync(product, subject, cancellation)
            .Where(e => !ChangeEvidence.IsOfDecision(e.Evidence.Kind)).Select(e => e.Index).DefaultIfEmpty(-1).MaxAsync(cancellationToken: cancellation);

    // What failed stays Error until it was resumed and has succeeded: new evidence about something else does not heal it.
    private static Dictionary<string, string> FaultsOf(OrchestrationMetadata? ended)
    {
        if (ended is not { RuntimeStatus: OrchestrationRuntimeStatus.Failed, SerializedCustomStatus: { } status }) return [];
        var reason = ended.FailureDetails?.ErrorMessage ?? "The orchestration failed.";
        var failed = Json.Read<ChangeProgress>(status).Steps.Where(s => s.Value == ChangeProgress.Failed).ToDictionary(s => s.Key, _ => reason, StringComparer.Ordinal);
        return failed.Count > 0 ? failed : new(StringComparer.Ordinal) { ["change/received"] = reason };
    }

    // Housekeeping has removed the instance: its record says what it was. To decide again takes no steps.
    private static ChangeRequest RequestOf(ChangeRecord record) =>
        new(record.Id, record.Ref, record.Before, record.Actor, record.ReceivedAt, []);
}
