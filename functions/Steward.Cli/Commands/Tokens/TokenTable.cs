using System.Globalization;
using Spectre.Console;
using Steward.Answers;
using Steward.Cli.Views;
using Steward.Kernel;

namespace Steward.Cli.Commands.Tokens;

/// <summary>Tokens as a table.</summary>
internal static class TokenTable
{
    private const int Shown = 10;

    public static void Show(CliServices services, TokenList list)
    {
        var table = Marks.Table("Name", "Level", "Products", "Scopes", "State", "Issued", "By", "Ends", "Last used");
        foreach (var t in list.Tokens)
            table.AddRow(
                Marks.Plain(t.Name), $"{t.Level}", Marks.Plain(Words(t.Products)), Marks.Plain(Words(t.Scopes)), t.EndsSoon ? "[yellow]ends soon[/]" : $"{t.State}",
                Marks.Of(t.IssuedAt), Marks.Plain(t.IssuedBy), t.ExpiresAt is { } end ? Marks.Of(end) : "never", t.LastUsedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-");
        services.Out.Write(table);
        var ending = list.Tokens.Where(t => t.EndsSoon).Select(t => t.Name).ToList();
        if (ending.Count > 0) services.Notes.MarkupLineInterpolated($"[yellow]{Texts.Some(ending, Shown)} will end soon: 'steward tokens issue NAME --replace' gives a new one in its place.[/]");
    }

    private static string Words(IReadOnlyList<string>? all) => all is null ? "all" : string.Join('\n', all);
}
