using System.CommandLine;
using Steward.Azure.Vaults.Sources;
using Steward.Cli.Storage;
using Steward.Vault.Drills;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault.Restores;

/// <summary><c>steward vault restore state [SNAPSHOT] --prefix NAME</c>: 0 restored and the same, 1 something is different.</summary>
internal static class StateRestoreCommand
{
    public static Command Build(CliServices services, RestoreAbove above)
    {
        var (options, filter, snapshot) = (above.Vault, above.Filter, RestoreInto.Snapshot());
        var prefix = new Option<string>("--prefix") { Description = "The prefix to restore under, which has nothing yet: 1 to 20 letters and digits.", Required = true };
        var command = new Command("state", "Restore Steward's tables and blob containers under another prefix of the storage that STEWARD_STORAGE names, and read everything again to compare.") { snapshot, prefix };
        return command.Does(services, async (parsed, cancellation) =>
        {
            OptionsBefore.Refuse(parsed, above.Folders.All);
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
            var report = await new AzureRestore(vault, found.Snapshot, StorageSettings.Open(services, parsed.GetRequiredValue(prefix))).RunAsync(cancellation);
            var findings = new DrillFindings();
            findings.Different(report.Differences);
            findings.Counted("tables", report.Tables);
            findings.Counted("rows", report.Rows);
            findings.Counted("blobs", report.Blobs);
            return RestoreInto.Show(services, parsed.GetValue(options.Json), found, findings);
        });
    }
}
