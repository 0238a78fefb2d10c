using System.IO.Enumeration;

namespace Steward.Stages.Testing.Results.Announcements.Workflows;

/// <summary>Says what a workflow run announces of the test sets that the policy binds to it. A pure function.</summary>
/// <param name="run">The run.</param>
/// <param name="jobs">Its jobs so far.</param>
/// <param name="before">The jobs of its first attempt, where this is a later one: those that are not run again are among them.</param>
public sealed class WorkflowAnnouncements(WorkflowRunSeen run, IReadOnlyList<WorkflowJob> jobs, IReadOnlyList<WorkflowJob> before)
{
    /// <summary>What is announced of all sets.</summary>
    public IReadOnlyList<Announcement> Of(IEnumerable<TestSet> sets) => [.. sets.Where(s => run.Is(s.Workflow)).SelectMany(Of)];

    private IEnumerable<Announcement> Of(TestSet set)
    {
        var ours = jobs.Where(j => j.Attempt == run.Attempt && Stands(j, set)).ToList();
        var some = ours.DistinctBy(j => j.Name).Count();
        var all = Math.Min(jobs.Concat(before).Where(j => Stands(j, set)).DistinctBy(j => j.Name).Count(), Shard.MaxCount);
        // A re-run takes over the jobs that it does not run again: those report nothing. Without a job in the policy nobody knows what is run again.
        if (run.Attempt > 1 && (some == 0 || (set.Job is null && some < all))) yield break;
        var shards = set.Job is not null && all > 1 ? all : (int?)null;
        var announced = new Announcement(set.Name, run.Attempt, shards) { Parts = shards is not null && some < all ? some : null };
        yield return announced;
        if (WhyCut(set, ours) is { } why) yield return announced with { State = AnnouncedState.Aborted, Reason = $"{why} (run {run.Run}, attempt {run.Attempt})" };
    }

    private static bool Stands(WorkflowJob job, TestSet set) => set.Job is null || FileSystemName.MatchesSimpleExpression(set.Job, job.Name, ignoreCase: false);

    // Only what has ended can have been cut off. Of a set with jobs of its own they decide: the run may have failed elsewhere.
    private string? WhyCut(TestSet set, List<WorkflowJob> ours)
    {
        if (!run.IsCompleted) return null;
        if (set.Job is null || ours.Count == 0) return IsGood(run.Conclusion) ? null : $"workflow '{run.Name}' ended as {run.Conclusion ?? "unknown"}";
        return ours.Where(j => !IsGood(j.Conclusion)).OrderBy(j => j.Name, StringComparer.Ordinal).FirstOrDefault() is { } job
            ? $"job '{job.Name}' of workflow '{run.Name}' ended as {job.Conclusion ?? "unknown"}"
            : null;
    }

    private static bool IsGood(string? conclusion) => conclusion is "success" or "neutral";
}
