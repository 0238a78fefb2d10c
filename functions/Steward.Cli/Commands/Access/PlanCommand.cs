using System.CommandLine;
using Steward.Cli.Remote;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access plan</c>: 0 everything is as the file says, 1 it is not, 2 the file cannot be used, 3 a system could not be read.</summary>
internal static class PlanCommand
{
    public static Command Build(CliServices services)
    {
        var (file, state, json) = (AccessOptionsOf.File(), AccessOptionsOf.State(), CommandActions.JsonOption());
        return new Command("plan", "What would be changed now, because of which position. Nothing is written anywhere.") { file, state, json }
            .Does(services, async (parsed, cancellation) =>
            {
                var plan = parsed.GetValue(file) is { } path
                    ? PlanAnswer.Of(await OfflineAsync(services, path, parsed.GetValue(state), cancellation), null)
                    : await RemoteAsync(services, cancellation);
                if (parsed.GetValue(json)) services.PrintJson(plan);
                else PlanView.Show(services, plan);
                return ExitOf(plan);
            });
    }

    public static async Task<AccessPlan> OfflineAsync(CliServices services, string file, string? state, CancellationToken cancellation)
    {
        var model = await AccessInput.ReadAsync(services, file, cancellation);
        return state is null
            ? await AccessInput.Systems(services, model).PlanAsync(model, BrakeOverrides.None, cancellation)
            : AccessPlanner.Plan(model, await AccessInput.StatesAsync(services, state, cancellation), services.Time.GetUtcNow(), BrakeOverrides.None);
    }

    public static async Task<PlanAnswer> RemoteAsync(CliServices services, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        return await client.RequireAsync<PlanAnswer>("/api/access/plan", cancellation);
    }

    private static int ExitOf(PlanAnswer plan) => plan.Verdict switch { "inPlace" => Exit.Yes, "unknown" => Exit.Unreachable, _ => Exit.No };
}
