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
    public static Command Build(CliServices services, ISourceCommand kind)
    {
        var (options, backup) = (new VaultOptionsOf(), new BackupOptionsOf());
        var command = new Command(kind.Name, kind.Description);
        foreach (var symbol in kind.Symbols)
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        foreach (var option in (Option[])[backup.Host, backup.Tag]) command.Add(option);
        return options.AddTo(command).Does(services, async (parsed, cancellation) =>
        {
            var source = kind.Open(services, parsed);
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var how = new BackupOptions { Host = parsed.GetValue(backup.Host) ?? System.Environment.MachineName, Time = services.Time, Tags = parsed.GetValue(backup.Tag) ?? [] };
            return await BackupCommand.RunAsync(services, vault, source, how, new BackupView(services, parsed.GetValue(options.Json)), cancellation);
        });
    }
}
