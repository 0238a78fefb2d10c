using System.CommandLine;
using Steward.Cli.Commands.Vault.Sources;
using Steward.Kernel;
using Steward.Vault.Drills;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Databases.Postgres;

namespace Steward.Cli.Commands.Vault.Restores;

/// <summary><c>steward vault restore postgres [SNAPSHOT]</c>: 0 restored and the same, 1 something is different.</summary>
internal static class PostgresRestoreCommand
{
    public static Command Build(CliServices services, RestoreAbove above)
    {
        var (options, filter, server, snapshot) = (above.Vault, above.Filter, new PostgresOptionsOf(), RestoreInto.Snapshot());
        var database = new Option<string?>("--database") { Description = "One database of the snapshot; without it all of them." };
        var name = new Option<string?>("--as") { Description = "How the one database is to be called; without it as before." };
        var roles = new Option<bool>("--roles") { Description = "Make the roles too: for a new server, which does not have them." };
        var command = new Command("postgres", "Restore databases into a PostgreSQL server, and compare every table with what it held when it was dumped. Databases that are there and not empty are never touched.") { snapshot, database, name, roles };
        foreach (var option in server.All) command.Add(option);
        return command.Does(services, async (parsed, cancellation) =>
        {
            OptionsBefore.Refuse(parsed, above.Folders.All);
            var wanted = new Wanted(parsed.GetValue(database), parsed.GetValue(name), parsed.GetValue(roles));
            if (wanted.Name is not null && wanted.Database is null) throw StewardException.Invalid("--as renames one database: say which, by --database.");
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
            using var folder = await VaultProgressView.WatchAsync(services, p => RestoredFolder.OpenAsync(vault, found, "postgres", new RestoreOptions { Time = services.Time }, p, cancellation));
            var findings = await RunAsync(new PostgresFolder(folder.Path, found.Snapshot), server.Of(parsed), wanted, cancellation);
            return RestoreInto.Show(services, parsed.GetValue(options.Json), found, findings);
        });
    }

    private static async Task<DrillFindings> RunAsync(PostgresFolder restored, PostgresPlace server, Wanted wanted, CancellationToken cancellation)
    {
        var findings = new DrillFindings();
        if (wanted.Roles) await restored.RolesAsync(server, cancellation);
        foreach (var database in wanted.Database is { } one ? [one] : restored.Databases) await restored.DatabaseAsync(server, database, wanted.Name ?? database, findings, cancellation);
        return findings;
    }

    private sealed record Wanted(string? Database, string? Name, bool Roles);
}
