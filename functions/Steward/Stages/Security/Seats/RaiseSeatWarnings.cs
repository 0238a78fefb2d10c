using Steward.Engine;
using Steward.Ledger;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Use;

namespace Steward.Stages.Security.Seats;

/// <summary>Puts the warnings of the day into the ledger, each once, after evidence that a crash kept from it.</summary>
public sealed class RaiseSeatWarnings(SeatInventory inventory, ILedger ledger, SeatOptions options, TimeProvider time) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "RaiseSeatWarnings";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(input.DueAt.UtcDateTime);
        var licences = await inventory.ListAsync(cancellation);
        if (licences.Count == 0) return 0;
        await inventory.FlushAsync(cancellation);
        var now = time.GetUtcNow();
        var warnings = licences.Select(l => SeatWarning.Of(l.Licence, today)).OfType<SeatWarning>().Select(w => w.ToEvidence(now)).ToList();
        if (warnings.Count > 0) await ledger.AppendAsync(options.RequireLedger(), warnings, cancellation);
        return warnings.Count;
    }
}
