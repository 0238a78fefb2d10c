using System.CommandLine;
using Steward.Cli.Commands.Vault.Sources;
using Steward.Kernel;
using Steward.Vault.Drills;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Databases.MySql;

namespace Steward.Cli.Commands.Vault.Restores;

/// <summary><c>steward vault restore mysql [SNAPSHOT]</c>: 0 restored and the same, 1 something is different.</summary>
internal static class MySqlRestoreCommand
{
    public static Command Build(CliServices services, RestoreAbove above)
    {
        var (options, filter, server, snapshot) = (above.Vault, above.Filter, new MySqlOptionsOf(), RestoreInto.Snapshot());
        var database = new Option<string?>("--database") { Description = "One database of the snapshot; without it all of them." };
        var name = new Option<string?>("--as") { Description = "How the one database is to be called; without it as before." };
        var command = new Command("mysql", "Restore databases into a MySQL or MariaDB server, and compare every table with the dump. Databases that are there and not empty are never touched; users and privileges are left out.") { snapshot, database, name };
        foreach (var option in server.All) command.Add(option);
        return command.Does(services, async (parsed, cancellation) =>
        {
            OptionsBefore.Refuse(parsed, above.Folders.All);
            var (wanted, called) = (parsed.GetValue(database), parsed.GetValue(name));
            if (called is not null && wanted is null) throw StewardException.Invalid("--as renames one database: say which, by --database.");
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
            using var folder = await VaultProgressView.WatchAsync(services, p => RestoredFolder.OpenAsync(vault, found, "mysql", new RestoreOptions { Time = services.Time }, p, cancellation));
            var findings = new DrillFindings();
            await new MySqlRestore(server.Of(services, parsed)).RunAsync(folder.Path, wanted, called, findings, cancellation);
            return RestoreInto.Show(services, parsed.GetValue(options.Json), found, findings);
        });
    }
}
