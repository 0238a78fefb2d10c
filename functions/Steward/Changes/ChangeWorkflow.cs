using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages;

namespace Steward.Changes;

/// <summary>
/// Takes a pushed commit through the stages: receive, run every capability in parallel, decide, publish; then decide again whenever
/// evidence comes, until nothing is awaited any more.
/// </summary>
/// <remarks>
/// A capability that fails beyond its retries does not hide the others: the gate is decided with that capability as Error and published,
/// and only then does the instance end as Failed, visible and resumable.
/// </remarks>
public sealed class ChangeWorkflow : IOrchestrator<ChangeRequest, Decision>
{
    /// <inheritdoc/>
    public static string Name => ChangeInstance.Orchestrator;

    /// <inheritdoc/>
    public async Task<Decision> RunAsync(OrchestrationContext context, ChangeRequest input)
    {
        var progress = new Progress(context, input.Steps);
        var failures = new SortedDictionary<string, TaskFailedException>(StringComparer.Ordinal);
        if (await TryAsync("change/received", failures, () => context.CallActivityAsync<Nothing>(ReceiveChange.Name, input, TaskOptions.Patient)))
            await Task.WhenAll(input.Steps.Select(step => RunStepAsync(context, input, step, progress, failures)));
        if (failures.Count > 0)
        {
            await DecideAsync(context, input, failures, progress);
            throw failures.First().Value;
        }

        return await DecideUntilNothingIsAwaitedAsync(context, input, progress);
    }

    private static async Task RunStepAsync(
        OrchestrationContext context, ChangeRequest input, StageStep step, Progress progress, SortedDictionary<string, TaskFailedException> failures)
    {
        var done = await TryAsync(Key(step), failures, () => context.CallSubOrchestratorAsync<Nothing>(
            step.Orchestrator,
            new StageRequest(input.Change, input.Before),
            new SubOrchestrationOptions($"{context.InstanceId}:{step.Capability}")));
        progress.Set(Key(step), done ? "done" : ChangeProgress.Failed);
    }

    private static async Task<Decision> DecideUntilNothingIsAwaitedAsync(OrchestrationContext context, ChangeRequest input, Progress progress)
    {
        using var stop = new CancellationTokenSource();
        while (true)
        {
            // Waited for before deciding: what comes while facts are collected or the verdict is published is decided once more.
            var evidence = context.WaitForExternalEvent<string>(ChangeInstance.EvidenceArrived, stop.Token);
            do
            {
                var decision = await DecideAsync(context, input, [], progress);
                if (decision.AwaitUntil is null && !evidence.IsCompleted)
                {
                    stop.Cancel(); // not CancelAsync: that leaves the thread that replay depends on
                    return decision;
                }

                await EitherAsync(context, evidence, decision.AwaitUntil);
            }
            while (!evidence.IsCompleted);
        }
    }

    private static async Task EitherAsync(OrchestrationContext context, Task evidence, DateTimeOffset? until)
    {
        if (evidence.IsCompleted || until is not { } deadline) return;
        using var early = new CancellationTokenSource();
        await Task.WhenAny(context.CreateTimer(deadline.UtcDateTime, early.Token), evidence);
        early.Cancel();
    }

    private static async Task<Decision> DecideAsync(
        OrchestrationContext context, ChangeRequest input, SortedDictionary<string, TaskFailedException> failures, Progress progress)
    {
        var faults = failures.ToDictionary(f => f.Key, f => f.Value.FailureDetails.ErrorMessage, StringComparer.Ordinal);
        var request = new DecideRequest(input, faults, Final: failures.Count > 0);
        var decision = await context.CallActivityAsync<Decision>(DecideChange.Name, request, TaskOptions.Patient);
        progress.Decided(decision.Verdict);
        await context.CallActivityAsync<Nothing>(PublishChange.Name, input.Change, TaskOptions.Patient);
        return decision;
    }

    private static async Task<bool> TryAsync(string key, SortedDictionary<string, TaskFailedException> failures, Func<Task> run)
    {
        try
        {
            await run();
            return true;
        }
        catch (TaskFailedException failure)
        {
            failures[key] = failure;
            return false;
        }
    }

    private static string Key(StageStep step) => StageNames.KeyOf(step.Stage, step.Capability);

    private sealed class Progress(OrchestrationContext context, IReadOnlyList<StageStep> steps)
    {
        private readonly Dictionary<string, string> _steps = steps.ToDictionary(Key, _ => "running", StringComparer.Ordinal);

        public void Set(string key, string state)
        {
            _steps[key] = state;
            context.SetCustomStatus(new ChangeProgress(_steps, null));
        }

        public void Decided(Verdict verdict) => context.SetCustomStatus(new ChangeProgress(_steps, verdict));
    }
}
