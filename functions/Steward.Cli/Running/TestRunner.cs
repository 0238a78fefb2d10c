using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>Runs a plan: wave after wave, the sets of a wave side by side, the shards of a set one after the other.</summary>
/// <param name="run">Runs a set once.</param>
/// <param name="jobs">How many sets run at the same time at most.</param>
internal sealed class TestRunner(SetRun run, int jobs)
{
    /// <summary>The outcomes in the order of the plan. When it is stopped, what runs is ended and told as cut off; then it throws.</summary>
    public async Task<IReadOnlyList<SetOutcome>> RunAsync(RunPlan plan, CancellationToken cancellation)
    {
        var outcomes = new List<SetOutcome>();
        foreach (var wave in plan.Waves)
        {
            var ended = new SetOutcome[wave.Count];
            var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
            await Parallel.ForAsync(0, wave.Count, options, async (i, stop) => ended[i] = await RunAsync(wave[i], stop));
            outcomes.AddRange(ended);
        }

        return outcomes;
    }

    private async Task<SetOutcome> RunAsync(PlannedSet set, CancellationToken cancellation)
    {
        var runs = new List<RunOutcome>();
        foreach (var part in set.Runs)
        {
            runs.Add(await run.RunAsync(part, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        return new SetOutcome(set, runs);
    }
}
