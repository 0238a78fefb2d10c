using System.CommandLine;

namespace Steward.Cli.Commands.Coverage;

/// <summary><c>steward coverage</c>: reads reports of coverage here, and uploads them.</summary>
internal sealed class CoverageCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("coverage", "Reads reports of coverage, and uploads them.")
        {
            ReadCommand.Build(services),
            PushCommand.Build(services),
        },
    ];
}
