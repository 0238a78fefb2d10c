using Spectre.Console;
using Steward.Cli.Views;
using Steward.Stages.Release.Code;

namespace Steward.Cli.Commands.Code;

/// <summary>What processors have handled, as a table, and what is left over, a sentence each.</summary>
internal static class CodeView
{
    private const int Shown = 50;

    public static void Show(CliServices services, CodeReport report)
    {
        var counts = new Table().AddColumns("processor", "of", "asked for", "handled", "left over");
        foreach (var count in report.Processors)
            counts.AddRow(count.Name, count.Of, count.Asked == 0 ? "not asked for" : $"{count.Asked}", $"{(count.Asked == 0 ? count.Known : count.Handled)}", count.Asked == 0 ? "" : $"{count.Asked - count.Handled}");
        services.Out.Write(counts);
        ShowCommits(services, WrittenLines.Of(report));
        var left = CodeText.LeftOver(report).ToList();
        foreach (var line in left.Take(Shown)) services.Out.MarkupLineInterpolated($"[red]{line}[/]");
        if (left.Count > Shown) services.Out.MarkupLineInterpolated($"and {left.Count - Shown} more; --json has them all.");
        if (report.Special.Count > 0) services.Out.MarkupLineInterpolated($"Special entries: {string.Join(", ", report.Special.Select(s => $"{s.Key} {s.Value}"))}.");
        services.Out.MarkupLineInterpolated($"{CodeText.Summary(report)}");
    }

    private static void ShowCommits(CliServices services, IReadOnlyList<WrittenLines> commits)
    {
        if (commits.Count == 0) return;
        var table = Marks.Table("commit", "author", "pushed by", "judged with", "lines", "reviewed");
        foreach (var commit in commits.Take(Shown))
        {
            table.AddRow(
                Marks.Plain(commit.Commit.Abbreviated), Marks.Plain(commit.Author), Marks.Plain(commit.By ?? "nobody known"),
                Marks.Plain(commit.JudgedWith?.Abbreviated ?? "no change"), Marks.Plain($"{commit.Lines}"), Marks.Plain(commit.Review ?? ""));
        }

        services.Out.Write(table);
        if (commits.Count > Shown) services.Out.MarkupLineInterpolated($"and {commits.Count - Shown} more commits; --json has them all.");
    }
}
