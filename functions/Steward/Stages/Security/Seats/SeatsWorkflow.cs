using Steward.Engine;

namespace Steward.Stages.Security.Seats;

/// <summary>The daily run: seats of services are read, leavers' seats returned, warnings raised. One that fails does not keep the others back.</summary>
public sealed class SeatsWorkflow : IOrchestrator<ScheduledRun, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "Seats";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var failed = new List<TaskFailedException>();
        foreach (var step in (string[])[RefreshSeats.Name, ReturnLeaversSeats.Name, RaiseSeatWarnings.Name])
        {
            try
            {
                await context.CallActivityAsync<int>(step, input, TaskOptions.Patient);
            }
            catch (TaskFailedException failure)
            {
                failed.Add(failure);
            }
        }

        return failed.Count == 0 ? Nothing.Value : throw failed[0];
    }
}
