using Steward.Engine;
using Steward.Stages;

namespace Steward.Intake.Reconcile;

/// <summary>Every minute: starts what was stored and not started, and every five minutes asks for what never came.</summary>
public sealed class ReconcileWorkflow : IOrchestrator<ScheduledRun, ReconcileReport>
{
    private const int RedeliveryMinutes = 5;

    /// <inheritdoc/>
    public static string Name => "Reconcile";

    /// <inheritdoc/>
    public async Task<ReconcileReport> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        // No retries: the next minute's run is the retry.
        var settled = await context.CallActivityAsync<int>(SettleStoredDeliveries.Name, input);
        var asked = input.DueAt.Minute % RedeliveryMinutes == 0
            ? await context.CallActivityAsync<int>(RequestRedeliveries.Name, input)
            : 0;
        return new ReconcileReport(settled, asked);
    }
}

/// <summary>What one reconcile did.</summary>
/// <param name="Settled">Deliveries that had been left stored and are settled now.</param>
/// <param name="AskedAgain">Failed deliveries that the sender was asked to send again.</param>
public sealed record ReconcileReport(int Settled, int AskedAgain);
