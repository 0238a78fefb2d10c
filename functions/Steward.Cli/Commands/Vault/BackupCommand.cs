using System.CommandLine;
using Steward.Cli.Commands.Vault.Sources;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Backing;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders;
using Steward.Vault.Sources.Streams;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault backup PATH...</c> and <c>--stdin NAME</c>.</summary>
internal static class BackupCommand
{
    public static Command Build(CliServices services)
    {
        var (options, backup) = (new VaultOptionsOf(), new BackupOptionsOf());
        var command = new Command("backup", "Back up files and folders, or what is piped in. Unchanged files are not read. 0 complete, 1 something could not be read; there is a snapshot then too.");
        foreach (var source in SourceCommands.All) command.Add(SourceCommands.Build(services, source, options, backup));
        return options.AddToAll(backup.AddTo(command))
            .Does(services, async (parsed, cancellation) =>
            {
                var source = SourceOf(services, parsed, backup, VaultAccess.Store(services, parsed, options).Address);
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var how = new BackupOptions
                {
                    Host = parsed.GetValue(backup.Host) ?? System.Environment.MachineName, Time = services.Time,
                    Tags = parsed.GetValue(backup.Tag) ?? [], ReadAll = parsed.GetValue(backup.ReadAll),
                };
                var view = new BackupView(services, parsed.GetValue(options.Json));
                return parsed.GetValue(backup.DryRun)
                    ? view.Show(await Backup.PlanAsync(vault, source, how, cancellation))
                    : await RunAsync(services, vault, source, how, view, cancellation);
            });
    }

    /// <summary>Backs a source up and shows what that came to.</summary>
    public static async Task<int> RunAsync(CliServices services, OpenVault vault, IBackupSource source, BackupOptions how, BackupView view, CancellationToken cancellation)
    {
        var began = services.Time.GetTimestamp();
        var outcome = await VaultProgressView.WatchAsync(services, progress => Backup.RunAsync(vault, source, how, progress, cancellation));
        return view.Show(outcome, services.Time.GetElapsedTime(began));
    }

    private static IBackupSource SourceOf(CliServices services, ParseResult parsed, BackupOptionsOf options, string vault)
    {
        var (paths, name) = (parsed.GetValue(options.Paths) ?? [], parsed.GetValue(options.Stdin));
        if (name is not null)
            return paths.Length == 0 ? new StreamSource(name, Console.OpenStandardInput(), services.Time) : throw StewardException.Invalid("--stdin is a backup of its own: leave the paths away.");
        if (paths.Length == 0) throw StewardException.Invalid("Name the paths to back up, or give --stdin NAME.");
        return FolderSource.Open(new FolderOptions
        {
            Paths = [.. paths.Select(services.PathOf)],
            Exclude = [.. Lines(services, parsed.GetValue(options.ExcludeFrom)), .. parsed.GetValue(options.Exclude) ?? []],
            Include = parsed.GetValue(options.Include) ?? [],
            IgnoreFiles = parsed.GetValue(options.IgnoreFile) ?? [],
            OneFileSystem = parsed.GetValue(options.OneFileSystem),
            Without = vault.StartsWith("file://", StringComparison.Ordinal) ? [new Uri(vault).LocalPath] : [],
        });
    }

    private static IEnumerable<string> Lines(CliServices services, string[]? files) => (files ?? []).SelectMany(f => File.ReadLines(services.PathOf(f)));
}
