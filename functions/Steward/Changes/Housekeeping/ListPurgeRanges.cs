using Steward.Engine;
using Steward.Stages;

namespace Steward.Changes.Housekeeping;

/// <summary>Which orchestrations may go: those of schedules after two days, those of changes, releases, deployments, workflow runs and artefacts after thirty.</summary>
/// <param name="stages">Knows the schedules.</param>
public sealed class ListPurgeRanges(StageRegistry stages) : IActivity<ScheduledRun, PurgeRange[]>
{
    private static readonly TimeSpan KeepScheduled = TimeSpan.FromDays(2);
    private static readonly TimeSpan KeepChanges = TimeSpan.FromDays(30);
    private static readonly string[] Subjects = ["change:", "reopen:", "release:", "workflow:", "deployment:", "artefact:"];

    /// <inheritdoc/>
    public static string Name => "ListPurgeRanges";

    /// <inheritdoc/>
    public Task<PurgeRange[]> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var scheduled = stages.Schedules.Select(s => new PurgeRange($"{s.Name}:", input.DueAt - KeepScheduled));
        var others = Subjects.Select(s => new PurgeRange(s, input.DueAt - KeepChanges));
        return Task.FromResult(scheduled.Concat(others).DistinctBy(r => r.Prefix).ToArray());
    }
}
