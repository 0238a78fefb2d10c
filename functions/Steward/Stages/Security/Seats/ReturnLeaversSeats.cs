using Steward.Engine;
using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats;

/// <summary>Takes back the seats of people who have left.</summary>
public sealed class ReturnLeaversSeats(IDepartures departures, SeatInventory inventory) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "ReturnLeaversSeats";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var returned = 0;
        foreach (var person in await departures.LeftByAsync(DateOnly.FromDateTime(input.DueAt.UtcDateTime), cancellation))
            returned += (await inventory.ReturnAsync(person, licence: null, "the person left", "steward", cancellation)).Count;
        return returned;
    }
}
