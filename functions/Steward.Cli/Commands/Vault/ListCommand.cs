using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Views;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault list</c>: the snapshots, the oldest first. 1 when one of them cannot be read.</summary>
internal static class ListCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter) = (new VaultOptionsOf(), new FilterOptionsOf());
        return options.AddTo(filter.AddTo(new Command("list", "List the snapshots, the oldest first.")))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var list = await new SnapshotStore(vault).ListAsync(filter.Of(parsed), cancellation);
                if (parsed.GetValue(options.Json)) services.PrintJson(new { snapshots = list.Snapshots.Select(Row), problems = list.Problems });
                else Show(services, list);
                return list.Problems.Count == 0 ? Exit.Yes : Exit.No;
            });
    }

    private static object Row(SnapshotReference item) => new
    {
        id = item.Id, snapshot = item.Id, time = item.Snapshot.Time, ended = item.Snapshot.Ended, host = item.Snapshot.Host, kind = item.Snapshot.Kind, paths = item.Snapshot.Paths,
        tags = item.Snapshot.Tags, parent = item.Snapshot.Parent, entries = item.Snapshot.Totals.Entries, files = item.Snapshot.Totals.Files, bytes = item.Snapshot.Totals.Bytes,
        newBytes = item.Snapshot.Totals.NewBytes, storedBytes = item.Snapshot.Totals.StoredBytes,
        durationSeconds = Amounts.Rounded(item.Snapshot.Ended - item.Snapshot.Time), details = item.Snapshot.Details, problems = item.Snapshot.Problems,
    };

    private static void Show(CliServices services, SnapshotList list)
    {
        var table = Marks.Table("Snapshot", "Time (UTC)", "Host", "Kind", "Paths", "Tags", "Files", "Bytes", "Problems");
        foreach (var (item, snapshot) in list.Snapshots.Select(i => (i, i.Snapshot)))
        {
            table.AddRow(
                item.ShortId, Marks.Of(snapshot.Time), Marks.Plain(snapshot.Host), Marks.Plain(snapshot.Kind), Marks.Plain(string.Join('\n', snapshot.Paths)), Marks.Plain(string.Join(", ", snapshot.Tags)),
                Amounts.Number(snapshot.Totals.Files), Amounts.Bytes(snapshot.Totals.Bytes), snapshot.Problems.Count == 0 ? "" : $"[yellow]{snapshot.Problems.Count}[/]");
        }

        if (list.Snapshots.Count > 0) services.Out.Write(table);
        else services.Out.WriteLine("There is no snapshot of that host, path and tag yet. 'steward vault backup PATH' makes one.");
        foreach (var problem in list.Problems) services.Notes.MarkupLineInterpolated($"[red]{problem}[/]");
    }
}
