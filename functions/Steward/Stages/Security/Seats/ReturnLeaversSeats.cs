using Steward.Engine;

namespace Steward.Stages.Security.Seats;

/// <summary>Takes back the seats of people who have left, unless they are too many at once.</summary>
public sealed class ReturnLeaversSeats(SeatLeavers leavers) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "ReturnLeaversSeats";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation) =>
        (await leavers.ReturnAsync(DateOnly.FromDateTime(input.DueAt.UtcDateTime), overrides: false, "steward", cancellation)).Changes.Count;
}
