using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;

namespace Steward.Stages.Testing.Results.Announcements.Workflows;

/// <summary>Reads which sets the policy binds to a workflow run and which jobs the run has, and leaves <c>tests.announced</c>. Says how many there were.</summary>
/// <param name="policies">The policy at the commit that the run is about.</param>
/// <param name="workflows">The jobs.</param>
/// <param name="intake">Takes the announcements in.</param>
public sealed class AnnounceWorkflowRun(PolicyLoader policies, IWorkflowJobs workflows, AnnouncementIntake intake) : IActivity<WorkflowRunSeen, int>
{
    /// <inheritdoc/>
    public static string Name => "AnnounceWorkflowRun";

    /// <inheritdoc/>
    public async Task<int> RunAsync(WorkflowRunSeen input, CancellationToken cancellation)
    {
        var sets = (await SetsAsync(input.Change, cancellation)).Where(s => input.Is(s.Workflow)).ToList();
        if (sets.Count == 0) return 0;
        var jobs = await workflows.GetAsync(input.Change.Product, input.Run, input.Attempt, cancellation);
        var before = input.Attempt == 1 ? [] : await workflows.GetAsync(input.Change.Product, input.Run, 1, cancellation);
        var announcements = new WorkflowAnnouncements(input, jobs, before).Of(sets);
        foreach (var part in announcements.Chunk(ILedger.MaxTogether))
            await intake.ReceiveAsync(input.Change, part, AnnouncementSource.Workflow, input.Actor, cancellation);
        return announcements.Count;
    }

    // A commit that cannot be read is no change either: nothing is announced about it, and the gate says what is wrong with its policy.
    private async Task<IReadOnlyList<TestSet>> SetsAsync(ChangeId change, CancellationToken cancellation)
    {
        try
        {
            return (await policies.LoadAsync(change, cancellation)).Policy.Get(ResultsPolicy.Section).Sets;
        }
        catch (StewardException failure) when (!failure.IsRetryable)
        {
            return [];
        }
    }
}
