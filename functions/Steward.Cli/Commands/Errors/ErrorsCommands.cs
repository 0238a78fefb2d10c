using System.CommandLine;

namespace Steward.Cli.Commands.Errors;

/// <summary><c>steward errors</c>: groups errors here, and reports those of a release.</summary>
internal sealed class ErrorsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("errors", "Groups errors, and reports those of a release.")
        {
            GroupCommand.Build(services),
            ReportCommand.Build(services),
        },
    ];
}
