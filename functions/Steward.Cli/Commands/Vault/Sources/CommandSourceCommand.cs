using System.CommandLine;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Streams;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup command NAME COMMAND</c>.</summary>
internal sealed class CommandSourceCommand : ISourceCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The file's name in the snapshot." };
    private readonly Argument<string> _command = new("COMMAND") { Description = "The command, for a shell, in quotes. It stands nowhere in the vault." };

    public string Name => "command";

    public string Description => "Back up what a command prints. Its exit code counts, and that of every part of a pipe: a command that fails leaves no snapshot.";

    public IReadOnlyList<Symbol> Symbols => [_name, _command];

    public IBackupSource Open(CliServices services, ParseResult parsed) => new CommandSource(parsed.GetRequiredValue(_command), parsed.GetRequiredValue(_name), services.Time);
}
