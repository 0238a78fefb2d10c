using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;

namespace Steward.Cli.Commands.Snapshots;

/// <summary><c>steward snapshots</c>: takes, lists and restores snapshots of Steward's own tables.</summary>
internal sealed class SnapshotCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("snapshots", "Snapshots of Steward's own tables.")
        {
            TakeCommand.Build(services), List(services), RestoreCommand.Build(services),
        };
    }

    private static Command List(CliServices services) =>
        new Command("list", "Lists the snapshots, newest first.").Asks(
            services, (client, _, cancellation) => client.RequireAsync<SnapshotList>(RemotePaths.Snapshots, cancellation), list => Print(services, list));

    private static void Print(CliServices services, SnapshotList list)
    {
        var table = Marks.Table("Stamp", "Began", "Tables", "Rows", "Bytes", "Manifest");
        foreach (var (manifest, digest) in list.Snapshots)
            table.AddRow(Marks.Plain(manifest.Stamp), Marks.Of(manifest.StartedAt), Text(manifest.Tables.Count), Text(manifest.Rows), Text(manifest.Tables.Sum(t => t.Bytes)), digest[..10]);
        services.Out.Write(table);
        if (list.More) services.Out.WriteLine($"The newest {Texts.Count(list.Snapshots.Count, "snapshot")} are shown; there are more.");
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
