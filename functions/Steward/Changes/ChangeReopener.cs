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
        if (await engine.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellation) is { IsCompleted: true } ended)
            await ReopenAsync(change, ended, cancellation);
    }

    // The id comes from the newest evidence about the commit: each arrival is decided once, however often it is announced.
    private async Task ReopenAsync(ChangeId change, OrchestrationMetadata ended, CancellationToken cancellation)
    {
        if (await changes.GetAsync(change, cancellation) is null || ended.SerializedInput is null) return;
        var newest = -1L;
        await foreach (var entry in ledger.FindAsync(change.Product, Subject.Commit(change.Commit), cancellation)) newest = entry.Index;
        await engine.ScheduleNewOrchestrationInstanceAsync(
            ReopenedChangeWorkflow.Name,
            Json.Read<ChangeRequest>(ended.SerializedInput),
            new StartOrchestrationOptions($"reopen:{change}:{newest}"),
            cancellation);
    }
}
