using System.CommandLine;

namespace Steward.Cli.Commands.Gate;

/// <summary><c>steward gate</c>: why a change is let through, or why not.</summary>
internal sealed class GateCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
        [new Command("gate", "Ask why a change is let through, or why not.") { GateExplain.Build(services) }];
}
