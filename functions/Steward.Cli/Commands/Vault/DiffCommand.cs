using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault diff OLD NEW</c>: 0 the same, 1 different.</summary>
internal static class DiffCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter) = (new VaultOptionsOf(), new FilterOptionsOf());
        var (old, now) = (new Argument<string>("OLD") { Description = "The beginning of a snapshot's id, or 'latest'." }, new Argument<string>("NEW") { Description = "Another one." });
        return options.AddTo(filter.AddTo(new Command("diff", "Show what is different in two snapshots: + added, - removed, M content, A only attributes, T another kind. 0 the same, 1 different.") { old, now }))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var store = new SnapshotStore(vault);
                var first = await store.FindAsync(parsed.GetRequiredValue(old), filter.Of(parsed), cancellation);
                var second = await store.FindAsync(parsed.GetRequiredValue(now), filter.Of(parsed), cancellation);
                var changes = SnapshotDiff.CompareAsync(vault, first.Snapshot, second.Snapshot, cancellation);
                return parsed.GetValue(options.Json) ? await PrintAsync(services, first, second, changes, cancellation) : await ShowAsync(services, changes);
            });
    }

    private static async Task<int> PrintAsync(CliServices services, SnapshotReference old, SnapshotReference now, IAsyncEnumerable<EntryChange> changes, CancellationToken cancellation)
    {
        var rows = await changes.Select(c => new { path = c.Path.ToString(), change = c.Kind, oldSize = c.Old?.Size, newSize = c.New?.Size }).ToListAsync(cancellation);
        services.PrintJson(new { old = old.Id, @new = now.Id, verdict = rows.Count == 0 ? "same" : "different", changes = rows });
        return rows.Count == 0 ? Exit.Yes : Exit.No;
    }

    private static async Task<int> ShowAsync(CliServices services, IAsyncEnumerable<EntryChange> changes)
    {
        var count = 0L;
        await foreach (var change in changes)
        {
            count++;
            services.Writer.WriteLine($"{Mark(change.Kind)} {(change.Path.Bytes.IsEmpty ? "." : Texts.Spelt(change.Path.ToString()))}");
        }

        services.Notes.MarkupLineInterpolated($"[grey]{Texts.Count(count, "difference")}[/]");
        return count == 0 ? Exit.Yes : Exit.No;
    }

    private static char Mark(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => '+', ChangeKind.Removed => '-', ChangeKind.Content => 'M', ChangeKind.Kind => 'T', _ => 'A',
    };
}
