using Spectre.Console;
using Steward.Gates;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>Shows people what sets came to.</summary>
internal static class RunTable
{
    public static void Show(CliServices services, IReadOnlyList<SetOutcome> outcomes)
    {
        var table = new Table { Border = TableBorder.Minimal }.AddColumns("set", "verdict", "tests", "passed", "not in order", "skipped", "seconds", "reason");
        foreach (var column in table.Columns.SkipLast(1)) column.NoWrap();
        foreach (var outcome in outcomes) table.AddRow(Row(outcome));
        services.Out.Write(table);
    }

    /// <summary>Names the sets that are not run: silence would look like a pass.</summary>
    public static void TellLeftOut(CliServices services, RunPlan plan)
    {
        foreach (var (set, reason) in plan.LeftOut) services.Notes.MarkupLineInterpolated($"[yellow]  test set {set} is not run: {reason}.[/]");
    }

    private static string[] Row(SetOutcome outcome)
    {
        var counts = outcome.Counts;
        var colour = outcome.Verdict == Verdict.Pass ? "green" : "red";
        return
        [
            outcome.Set, $"[{colour}]{outcome.Verdict}[/]", $"{counts.Tests}", $"{counts.Passed}", $"{counts.NotInOrder}", $"{counts.Skipped}",
            FormattableString.Invariant($"{outcome.Seconds:0.0}"), Markup.Escape(outcome.Reason),
        ];
    }
}
