using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Run;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Node;

/// <summary>
/// Runs sub-orchestrations for their parents. Nothing is stored of the bond: after a restart the parent's replay asks again, and finds
/// its child unfinished or ended. So a child may have many parents, and none of them can be forgotten.
/// </summary>
internal sealed class SubOrchestrations(Tenure tenure)
{
    /// <summary>Starts or joins the child of a step and posts its end to the parent.</summary>
    public async Task RunAsync(Instance parent, int run, Step step)
    {
        try
        {
            var ended = await JoinAsync(parent, step);
            var output = await tenure.Patient(stop => tenure.Reader.Payloads.ReadAsync(ended.Output, stop));
            parent.Post(new Message.Answered(run, step.Number, output, FailureOf(ended)));
        }
        catch (Exception cut) when (cut is NotActiveException or OperationCanceledException)
        {
            // The tenure ended; the parent asks again in the next one.
        }
        catch (Exception failure)
        {
            parent.Post(new Message.Answered(run, step.Number, null, Refusal(failure)));
        }
    }

    private async Task<Header> JoinAsync(Instance parent, Step step)
    {
        var child = step.Child!;
        Require(parent, step);
        var anew = step.Attempts > 0;
        while (true)
        {
            if (tenure.Find(child) is { } running) return await running.Ended.WaitAsync(tenure.Stopping);
            if (await tenure.Births.CreateAsync(child, step.Name, step.Input, null) == CommitResult.Refused)
                throw new UnfitTaskException("StorageRefused", $"Storage refused {step}; the log has its reason.");
            if (tenure.Find(child) is not null) continue;
            if (await tenure.Patient(stop => tenure.Reader.FindAsync(child, stop)) is not { Ended: true } ended) continue;
            if (!anew || ended.Status != OrchestrationRuntimeStatus.Failed) return ended;
            await Rewinder.RestartAsync(tenure, child);
            anew = false;
        }
    }

    private void Require(Instance parent, Step step)
    {
        InstanceIds.Require(step.Child!);
        if (step.Child == parent.Id)
            throw new UnfitTaskException("JoinsItself", $"The instance '{parent.Id}' asked for itself as a sub-orchestration and would wait for ever.");
        if (!tenure.Parts.Catalog.Orchestrators.ContainsKey(step.Name))
            throw new UnfitTaskException("UnknownOrchestrator", $"There is no orchestrator '{step.Name}' in this program. Register it, then rewind this instance.");
    }

    private static FailureDetails? FailureOf(Header ended) => ended.Status switch
    {
        OrchestrationRuntimeStatus.Completed => null,
        OrchestrationRuntimeStatus.Terminated => Failures.Final("Terminated", $"The orchestration '{ended.Id}' was terminated."),
        _ => ended.Failure ?? Failures.Final("Failed", $"The orchestration '{ended.Id}' failed."),
    };

    private static FailureDetails Refusal(Exception failure) => failure is UnfitTaskException unfit
        ? Failures.Final(unfit.Type, unfit.Message)
        : Failures.From(failure) with { IsRetriable = failure is not StewardException { IsRetryable: false } };
}
