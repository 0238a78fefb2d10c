using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Use;

namespace Steward.Stages.Security.Seats;

/// <summary>
/// The software licences that were bought: who has their seats, what is unused, when they run out and end. It is about the organisation, not about a
/// product, so no gate asks for it. The host provides <see cref="ISeatStore"/>, <see cref="ISeatSource"/> and <see cref="SeatOptions"/>, and may
/// provide <see cref="IDepartures"/>.
/// </summary>
public sealed class SeatsCapability : ICapability
{
    internal const string ScheduleName = "seats";

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => "seats";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Orchestrator<SeatsWorkflow, ScheduledRun, Nothing>()
            .Schedule(new Schedule(ScheduleName, "15 5 * * *", SeatsWorkflow.Name, CatchUp: true))
            .Activity<RefreshSeats, ScheduledRun, int>()
            .Activity<ReturnLeaversSeats, ScheduledRun, int>()
            .Activity<RaiseSeatWarnings, ScheduledRun, int>();
        builder.Services.AddSingleton<SeatInventory>().AddSingleton<SeatImports>().AddSingleton<SeatLeavers>().AddSingleton<SeatMachines>().AddSingleton<SeatOverview>();
        builder.Services.TryAddSingleton<IDepartures, NoDepartures>();
    }
}
