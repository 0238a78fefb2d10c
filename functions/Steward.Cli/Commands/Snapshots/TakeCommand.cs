using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;

namespace Steward.Cli.Commands.Snapshots;

/// <summary><c>steward snapshots take</c>: asks a running Steward for a snapshot and waits for it. 0 taken, 1 it failed.</summary>
internal static class TakeCommand
{
    public static Command Build(CliServices services)
    {
        var json = CommandActions.JsonOption();
        return new Command("take", "Takes a snapshot now and waits until it is there (STEWARD_URL, STEWARD_TOKEN).") { json }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var asked = await client.PostAsync<SnapshotAsked>(RemotePaths.Snapshots, new { }, cancellation);
            var ended = await services.Notes.Status().StartAsync($"taking snapshot {asked.Stamp}", _ => WaitAsync(services, client, asked, cancellation));
            var isTaken = ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed;
            var problem = isTaken ? null : ended.FailureDetails?.ErrorMessage ?? $"The orchestration is {ended.RuntimeStatus}.";
            if (parsed.GetValue(json)) services.PrintJson(new { asked.Stamp, asked.Orchestration, Verdict = isTaken ? "taken" : "failed", Problem = problem });
            else if (isTaken) services.Out.MarkupLineInterpolated($"Snapshot {asked.Stamp} was taken.");
            else services.Out.MarkupLineInterpolated($"Snapshot {asked.Stamp} was not taken: {Texts.Clip(problem, 500)}");
            return isTaken ? Exit.Yes : Exit.No;
        });
    }

    private static Task<OrchestrationMetadata> WaitAsync(
        CliServices services, StewardClient client, SnapshotAsked asked, CancellationToken cancellation) =>
        Polling.UntilAsync(services, async () =>
        {
            var instance = await client.RequireAsync<OrchestrationMetadata>(RemotePaths.Orchestration(asked.Orchestration), cancellation);
            return instance.IsCompleted ? instance : null;
        }, cancellation);
}
