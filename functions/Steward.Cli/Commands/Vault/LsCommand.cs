using System.CommandLine;
using System.Globalization;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault ls SNAPSHOT [PATH]</c>: what is in a snapshot.</summary>
internal static class LsCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter) = (new VaultOptionsOf(), new FilterOptionsOf());
        var (snapshot, path) = (SnapshotPlace.Snapshot(), SnapshotPlace.PathIn("A folder or file in it; without it the root."));
        var all = new Option<bool>("--recursive", "-r") { Description = "Also what is in the folders." };
        return options.AddTo(filter.AddTo(new Command("ls", "Show what is in a snapshot.") { snapshot, path, all }))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
                var entries = SnapshotBrowser.ListAsync(vault, found.Snapshot, parsed.GetValue(path) ?? "", parsed.GetValue(all), cancellation);
                if (parsed.GetValue(options.Json)) services.PrintJson(new { snapshot = found.Id, entries = await entries.Select(Row).ToListAsync(cancellation) });
                else await foreach (var entry in entries) await services.Writer.WriteLineAsync(Line(entry));
                return Exit.Yes;
            });
    }

    private static object Row(Entry entry) => new
    {
        path = entry.Path.ToString(), kind = entry.Kind, size = entry.Size, mode = Convert.ToString(entry.Mode, 8), user = entry.User, group = entry.Group, userName = entry.UserName,
        groupName = entry.GroupName, modified = TimeOf(entry), target = entry.Target.IsEmpty ? null : Encoding.UTF8.GetString(entry.Target.Span),
        attributes = entry.Attributes.Count == 0 ? null : entry.Attributes.Select(a => a.Name),
    };

    private static string Line(Entry entry)
    {
        var target = entry.Kind switch { EntryKind.SymbolicLink => $" -> {Shown(entry.Target)}", EntryKind.HardLink => $" = {Shown(entry.Target)}", _ => "" };
        return string.Create(CultureInfo.InvariantCulture, $"{Mark(entry.Kind)}{Permissions(entry.Mode)} {OwnerOf(entry.UserName, entry.User),-8} {OwnerOf(entry.GroupName, entry.Group),-8} {entry.Size,12} {TimeOf(entry):yyyy-MM-dd HH:mm:ss} {Shown(entry.Path.Bytes)}{target}");
    }

    // Names may hold line ends and escapes: they are shown, never played.
    private static string Shown(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? "." : Texts.Spelt(Encoding.UTF8.GetString(bytes.Span));

    private static string OwnerOf(string? name, long number) => name is null ? $"{number}" : Texts.Spelt(name);

    private static DateTimeOffset TimeOf(Entry entry) => DateTimeOffset.UnixEpoch.AddTicks(entry.Modified / 100);

    private static char Mark(EntryKind kind) => kind switch
    {
        EntryKind.Directory => 'd', EntryKind.SymbolicLink => 'l', EntryKind.HardLink => 'h', EntryKind.Pipe => 'p', EntryKind.CharacterDevice => 'c', EntryKind.BlockDevice => 'b', _ => '-',
    };

    private static string Permissions(int mode)
    {
        var text = string.Concat(Enumerable.Range(0, 9).Select(i => (mode & (0x100 >> i)) == 0 ? '-' : "rwx"[i % 3])).ToCharArray();
        foreach (var (bit, place, set, plain) in ((int, int, char, char)[])[(0x800, 2, 's', 'S'), (0x400, 5, 's', 'S'), (0x200, 8, 't', 'T')])
            if ((mode & bit) != 0) text[place] = text[place] == 'x' ? set : plain;
        return new string(text);
    }
}
