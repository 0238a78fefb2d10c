using System.CommandLine;
using Steward.Cli.Remote;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access state</c>: what the systems say, for <c>plan --state</c>.</summary>
internal static class StateCommand
{
    public static Command Build(CliServices services)
    {
        var (file, json) = (AccessOptionsOf.File(), CommandActions.JsonOption());
        return new Command("state", "Prints what the systems say of what the file mentions, always as JSON: 'plan --file F --state S' reads it.") { file, json }.Does(services, async (parsed, cancellation) =>
        {
            var states = parsed.GetValue(file) is { } path ? await OfflineAsync(services, path, cancellation) : await RemoteAsync(services, cancellation);
            services.PrintJson(new StateDocument(states));
            return states.Any(s => s.Problem is not null) ? Exit.Unreachable : Exit.Yes;
        });
    }

    private static async Task<IReadOnlyList<SystemState>> OfflineAsync(CliServices services, string file, CancellationToken cancellation)
    {
        var model = await AccessInput.ReadAsync(services, file, cancellation);
        return await AccessInput.Systems(services, model).ReadAsync(model, cancellation);
    }

    private static async Task<IReadOnlyList<SystemState>> RemoteAsync(CliServices services, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        return await client.RequireAsync<IReadOnlyList<SystemState>>("/api/access/state", cancellation);
    }
}
