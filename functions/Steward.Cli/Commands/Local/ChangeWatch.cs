using Spectre.Console;
using Steward.Changes;
using Steward.Cli.Remote;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.Cli.Commands.Local;

/// <summary>Shows, live, how a change goes through the stages.</summary>
internal sealed class ChangeWatch(CliServices services, StewardClient client)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>
    /// The record of the change once it is decided and what this run itself uploads has been counted. What others still owe is not waited
    /// for: then the verdict is the one of now.
    /// </summary>
    public Task<ChangeRecord> UntilDecidedAsync(ChangeId change, Task<long?> ownUploads, CancellationToken cancellation) =>
        Polling.UntilAsync(services, async () =>
        {
            var uploads = ownUploads.IsCompleted;
            var now = await client.GetAsync<OrchestrationMetadata>($"api/orchestrations/{ChangeInstance.IdOf(change)}", cancellation);
            var record = await client.GetAsync<ChangeRecord>($"api/products/{change.Product}/changes/{change.Commit}", cancellation);
            Tell(now);
            return uploads && now is not null && record is not null && IsSettled(now, record, await ownUploads) ? record : null;
        }, cancellation);

    // Settled: nothing runs any more, or all that is left is waiting for evidence of others. What a decision knew tells whether it counted the
    // newest upload: its time does not, since it may have been under way when the upload came.
    private static bool IsSettled(OrchestrationMetadata now, ChangeRecord record, long? newest)
    {
        var counted = newest is null || record.Known?.OfCommit >= newest;
        if (record.State == ChangeState.Waiting && (!now.IsCompleted || now.RuntimeStatus == OrchestrationRuntimeStatus.Completed)) return counted;
        if (!now.IsCompleted) return false;
        if (record.State == ChangeState.Decided) return counted;
        throw StewardException.Invalid(
            $"The change's orchestration ended as {now.RuntimeStatus} without a verdict: {now.FailureDetails?.ErrorMessage ?? "no reason given"} "
            + $"When the cause is gone: steward orchestrations resume {now.InstanceId}");
    }

    private void Tell(OrchestrationMetadata? now)
    {
        if (now?.SerializedCustomStatus is not { } status) return;
        var progress = Json.Read<ChangeProgress>(status);
        foreach (var (step, state) in progress.Steps.Where(s => s.Value != "running"))
            Once(step, $"  {Mark(state)} {Markup.Escape(step)} [grey]{Markup.Escape(state)}[/]");
        if (progress.Verdict is { } verdict) Once($"verdict {verdict}", $"  = decided: {verdict}");
    }

    private void Once(string key, string line)
    {
        if (_told.Add(key)) services.Notes.MarkupLine(line);
    }

    private static string Mark(string state) => state == "done" ? "[green]✓[/]" : "[red]✗[/]";
}
