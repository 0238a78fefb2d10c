using Steward.Engine;

namespace Steward.Stages.Security.Antivirus.Quarantine;

/// <summary>Every hour: quarantine is looked through in bounded steps. What was never scanned is started, and what has no business there any more is removed.</summary>
public sealed class QuarantineWorkflow : IOrchestrator<ScheduledRun, int>
{
    private const int MaxSteps = 400;

    /// <inheritdoc/>
    public static string Name => "Quarantine";

    /// <inheritdoc/>
    public async Task<int> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var (step, steps, done) = ((QuarantineStep?)new QuarantineStep("", 0), 0, 0);
        while (step is not null && steps++ < MaxSteps)
        {
            var swept = await context.CallActivityAsync<QuarantineSwept>(SweepQuarantine.Name, step, TaskOptions.Patient);
            (step, done) = (swept.Next, done + swept.Removed + swept.Started);
        }

        return done;
    }
}

/// <summary>How far quarantine was looked through.</summary>
/// <param name="After">The last that was looked at, as <c>owner/name/place</c>; empty: none.</param>
/// <param name="Part">How many parts were before.</param>
public sealed record QuarantineStep(string After, int Part);

/// <summary>What a part came to.</summary>
/// <param name="Next">The next part; null: nothing is left.</param>
/// <param name="Removed">How many uploads were removed.</param>
/// <param name="Started">How many scans were started.</param>
public sealed record QuarantineSwept(QuarantineStep? Next, int Removed, int Started);
