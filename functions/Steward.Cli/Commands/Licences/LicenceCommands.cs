using System.CommandLine;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences</c>: expressions against lists, and the dependencies of a folder against a policy.</summary>
internal sealed class LicenceCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("licences", "Licences of dependencies, and licence expressions.") { ScanCommand.Build(services), SatisfiesCommand.Build(services) },
    ];
}
