using System.CommandLine;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences</c>: expressions against lists, the dependencies of a folder against a policy, what stands in files, notices and bills of materials.</summary>
internal sealed class LicenceCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("licences", "Licences of dependencies and in files, and licence expressions.") { ScanCommand.Build(services), DetectCommand.Build(services), SatisfiesCommand.Build(services), CompareCommand.Build(services), NoticeCommand.Build(services) },
        SbomCommand.Build(services),
    ];
}
