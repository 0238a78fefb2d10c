using System.CommandLine;
using Steward.Vault.Backing;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary>Every kind of source beside folders, one line each.</summary>
internal static class SourceCommands
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<ISourceCommand> All =>
    [
        new CommandSourceCommand(),
        new GitSourceCommand(),
        new MySqlSourceCommand(),
        new PostgresSourceCommand(),
        new SqliteSourceCommand(),
        new StateSourceCommand(),
        new WorkplaceSourceCommand(),
    ];

    /// <summary>The command of a kind.</summary>
    /// <param name="services">Where to look and to ask.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="options">The vault, as the command above has it too.</param>
    /// <param name="backup">What the command above can be told: some of it is for folders alone.</param>
    public static Command Build(CliServices services, ISourceCommand kind, VaultOptionsOf options, BackupOptionsOf backup)
    {
        var command = new Command(kind.Name, kind.Description);
        foreach (var symbol in kind.Symbols)
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        return command.Does(services, async (parsed, cancellation) =>
        {
            OptionsBefore.Refuse(parsed, backup.OfFolders);
            var source = kind.Open(services, parsed);
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var how = new BackupOptions { Host = parsed.GetValue(backup.Host) ?? System.Environment.MachineName, Time = services.Time, Tags = parsed.GetValue(backup.Tag) ?? [] };
            return await BackupCommand.RunAsync(services, vault, source, how, new BackupView(services, parsed.GetValue(options.Json)), cancellation);
        });
    }
}
