using System.CommandLine;

namespace Steward.Cli.Commands.Policy;

/// <summary><c>steward policy</c>: checking, proposing and describing a product's <c>steward.yaml</c>.</summary>
internal sealed class PolicyCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("policy", "Check, propose or describe a product's steward.yaml.")
        {
            PolicyCheck.Build(services), PolicyInit.Build(services), PolicySchemaCommand.Build(services),
        },
    ];
}
