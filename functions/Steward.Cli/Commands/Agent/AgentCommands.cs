using System.CommandLine;

namespace Steward.Cli.Commands.Agent;

/// <summary><c>steward agent</c>: runs on servers, fetches orders from Steward and carries them out.</summary>
internal sealed class AgentCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("agent", "The agent on servers: fetches orders of backups, drills and restores from Steward and carries them out.")
        {
            Run(services), InstallCommand.Build(services),
        };
    }

    private static Command Run(CliServices services)
    {
        var (options, once, json) = (new AgentRunOptions(), new Option<bool>("--once") { Description = "Run what is ordered now, then end: 1 when something was not done." }, CommandActions.JsonOption());
        var command = new Command("run", "Fetches orders and runs them until it is ended.") { once, json };
        options.AddTo(command);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var loop = new AgentLoop(services, options.Read(parsed, services.PathOf), OrderRunners.All(services));
            var (run, failed) = await loop.RunAsync(parsed.GetValue(once), cancellation);
            if (parsed.GetValue(json)) services.PrintJson(new { Run = run, Failed = failed });
            return failed == 0 ? Exit.Yes : Exit.No;
        });
    }
}
