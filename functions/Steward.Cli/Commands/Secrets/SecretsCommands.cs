using System.CommandLine;

namespace Steward.Cli.Commands.Secrets;

/// <summary><c>steward secrets ...</c>: works on files, without a server.</summary>
internal sealed class SecretsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("secrets", "Look for tokens, keys and passwords in files.") { ScanCommand.Build(services) };
    }
}
