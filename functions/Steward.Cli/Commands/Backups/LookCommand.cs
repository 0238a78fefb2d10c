using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Engine;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Showing;

namespace Steward.Cli.Commands.Backups;

/// <summary><c>steward backups look</c>: has what is due ordered now, and waits until Steward has run its own orders.</summary>
internal static class LookCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Command Build(CliServices services)
    {
        var json = CommandActions.JsonOption();
        return new Command("look", "Reads the plans and orders what is due now, and waits until Steward has run what it runs itself. 1 when one of those plans is not proved.") { json }
            .Does(services, async (parsed, cancellation) =>
            {
                using var client = StewardClient.Open(services);
                var asked = await client.PostAsync<LookAsked>($"{BackupCommands.Path}/look", new { }, cancellation);
                var report = await services.Notes.Status().StartAsync("backing up", _ => WaitAsync(services, client, asked.Orchestration, cancellation));
                if (parsed.GetValue(json)) services.PrintJson(report);
                else BackupTables.Show(services, report);
                return Own(report).All(p => p.State == PlanState.Proved) ? Exit.Yes : Exit.No;
            });
    }

    private static async Task<BackupReport> WaitAsync(CliServices services, StewardClient client, string orchestration, CancellationToken cancellation)
    {
        await Polling.UntilAsync(services, async () =>
            (await client.RequireAsync<OrchestrationMetadata>(RemotePaths.Orchestration(orchestration), cancellation)) is { IsCompleted: true } looked ? looked : null, cancellation);
        var until = services.Time.GetUtcNow() + Patience;
        return await Polling.UntilAsync(services, async () =>
            await client.RequireAsync<BackupReport>(BackupCommands.Path, cancellation) is var report && (Own(report).All(IsQuiet) || services.Time.GetUtcNow() > until) ? report : null, cancellation);
    }

    // What was backed up for the first time is drilled next: an order of a moment later.
    private static bool IsQuiet(PlanReport plan) => plan.Orders.Count == 0 && !(plan.NextDrill <= plan.Newest?.EndedAt);

    private static IEnumerable<PlanReport> Own(BackupReport report) => report.Plans.Where(p => p.Runner == BackupPlan.Cloud && p.State != PlanState.Wrong);
}
