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
    public Task<ChangeRecord> UntilDecidedAsync(ChangeId change, Task<DateTimeOffset?> ownUploads, CancellationToken cancellation) =>
        Polling.UntilAsync(services, async () =>
        {
            var uploads = ownUploads.IsCompleted;
            var now = await client.GetAsync<OrchestrationMetadata>($"api/orchestrations/{ChangeInstance.IdOf(change)}", cancellation);
            var record = await client.GetAsync<ChangeRecord>($"api/products/{change.Product}/changes/{change.Commit}", cancellation);
            Tell(now);
            return uploads && now is not null && record is not null && await IsSettledAsync(now, record, await ownUploads, cancellation) ? record : null;
        }, cancellation);

    // Settled: nothing runs any more, or all that is left is waiting for evidence of others.
    private async Task<bool> IsSettledAsync(
        OrchestrationMetadata now, ChangeRecord record, DateTimeOffset? lastUpload, CancellationToken cancellation)
    {
        if (!now.IsCompleted) return record.State == ChangeState.Waiting && (lastUpload is null || record.DecidedAt >= lastUpload);
        if (record.State == ChangeState.Decided) return !await IsReopenedAsync(record.Id, cancellation);
        throw StewardException.Invalid(
            $"The change's orchestration ended as {now.RuntimeStatus} without a verdict: {now.FailureDetails?.ErrorMessage ?? "no reason given"} "
            + $"When the cause is gone: steward orchestrations resume {now.InstanceId}");
    }

    private async Task<bool> IsReopenedAsync(ChangeId change, CancellationToken cancellation)
    {
        var list = await client.GetAsync<Instances>($"api/orchestrations?prefix={Uri.EscapeDataString($"reopen:{change}")}", cancellation);
        return list?.Orchestrations.Any(o => !o.IsCompleted) == true;
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

    private sealed record Instances(IReadOnlyList<OrchestrationMetadata> Orchestrations);
}
