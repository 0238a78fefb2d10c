using System.CommandLine;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault ...</c>: backups and what is done with them, without a server. One class a command, and a line here.</summary>
internal sealed class VaultCommands : ICommandGroup
{
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("vault", "Backups: encrypted, deduplicated, proved by restoring them. 0 complete, 1 not all of it, 2 input, 3 the storage does not answer.")
        {
            InitCommand.Build(services),
            BackupCommand.Build(services),
            ListCommand.Build(services),
            LsCommand.Build(services),
            CatCommand.Build(services),
            DiffCommand.Build(services),
            RestoreCommand.Build(services),
            DrillCommand.Build(services),
            VerifyCommand.Build(services),
            ForgetCommand.Build(services),
            PruneCommand.Build(services),
            RepairCommand.Build(services),
            KeysCommand.Build(services),
        },
    ];
}
