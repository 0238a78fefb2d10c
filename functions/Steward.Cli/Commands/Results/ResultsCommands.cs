using System.CommandLine;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results</c>: reads test reports here, announces and uploads them.</summary>
internal sealed class ResultsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("results", "Reads reports of tests, announces and uploads them.")
        {
            ReadCommand.Build(services),
            CasesCommand.Build(services),
            PushCommand.Build(services),
            AnnounceCommand.Build(services),
        },
    ];
}
