using System.Globalization;
using Spectre.Console;
using Steward.Gates;

namespace Steward.Cli.Views;

/// <summary>Verdicts and times as people read them in tables: a word always, a colour besides.</summary>
internal static class Marks
{
    public static string Of(Verdict? verdict) => verdict is { } known ? VerdictStyle.Markup(known) : "[grey]not yet[/]";

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(column);
        return table;
    }

    public static string Plain(string? text) => Markup.Escape(text ?? "");
}
