using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats;

/// <summary>Reads the seats of the organisations that the settings name. Who has no seat there any more has none here.</summary>
public sealed class RefreshSeats(ISeatSource source, SeatInventory inventory, SeatOptions options) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "RefreshSeats";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var (changes, failure) = (0, (StewardException?)null);
        foreach (var organisation in options.Organisations)
        {
            try
            {
                var said = await source.ReadAsync(organisation, cancellation);
                changes += (await inventory.ImportAsync(said, new ImportMode(Complete: true), "steward", cancellation)).ChangeCount;
            }
            catch (StewardException wrong)
            {
                // The other organisations are read all the same; then this one is told of.
                failure ??= wrong;
            }
        }

        return failure is null ? changes : throw failure;
    }
}
