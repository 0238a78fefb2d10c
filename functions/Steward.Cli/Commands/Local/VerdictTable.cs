using Spectre.Console;
using Steward.Changes;
using Steward.Gates;

namespace Steward.Cli.Commands.Local;

/// <summary>A change's verdict as a table: each stage, and the reason of whatever is not Pass.</summary>
internal static class VerdictTable
{
    /// <summary>Prints the table.</summary>
    public static void Show(CliServices services, ChangeRecord change)
    {
        if (change.Tree is not { } tree)
        {
            services.Out.MarkupLine("[red]There is no verdict.[/]");
            return;
        }

        var table = new Table { Title = new TableTitle($"{change.Id.Product} {change.Id.Commit.Abbreviated}: {tree.Verdict}") }
            .AddColumns("stage", "criterion", "verdict", "reason");
        foreach (var stage in tree.Children) AddStage(table, stage);
        services.Out.Write(table);
    }

    private static void AddStage(Table table, VerdictNode stage)
    {
        if (stage.Children.IsEmpty) table.AddRow(Markup.Escape(stage.Name), "", Word(stage.Verdict), Markup.Escape(stage.Reason));
        var name = stage.Name;
        foreach (var criterion in stage.Children)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(criterion.Name), Word(criterion.Verdict), Markup.Escape(criterion.Reason));
            foreach (var (path, node) in criterion.Walk().Skip(1).Where(n => !n.Node.Verdict.LetsThrough() && n.Node.Reason != criterion.Reason))
                table.AddRow("", Markup.Escape("  " + path), Word(node.Verdict), Markup.Escape(node.Reason));
            name = "";
        }
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "[green]Pass[/]",
        Verdict.NotNeeded or Verdict.Waived => $"[grey]{verdict}[/]",
        Verdict.Missing => "[yellow]Missing[/]",
        _ => $"[red]{verdict}[/]",
    };
}
