using System.CommandLine;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault cat SNAPSHOT PATH</c>: the content of one file on standard output.</summary>
internal static class CatCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter) = (new VaultOptionsOf(), new FilterOptionsOf());
        var (snapshot, path) = (SnapshotPlace.Snapshot(), new Argument<string>("PATH") { Description = "A file in it." });
        return options.AddTo(filter.AddTo(new Command("cat", "Write the content of a file of a snapshot to standard output.") { snapshot, path }))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
                await using var output = Console.OpenStandardOutput();
                await SnapshotBrowser.CopyAsync(vault, found.Snapshot, parsed.GetRequiredValue(path), output, cancellation);
                return Exit.Yes;
            });
    }
}
