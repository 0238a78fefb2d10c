using System.CommandLine;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results</c>: reads test reports here, announces, uploads and shows them.</summary>
internal sealed class ResultsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("results", "Reads reports of tests, announces, uploads and shows them.")
        {
            ReadCommand.Build(services),
            CasesCommand.Build(services),
            PushCommand.Build(services),
            AnnounceCommand.Build(services),
            ShowCommand.Build(services),
        },
    ];
}
