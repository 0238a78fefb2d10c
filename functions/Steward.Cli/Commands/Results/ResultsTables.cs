using System.Globalization;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Showing;

namespace Steward.Cli.Commands.Results;

/// <summary>Shows the tests of a commit as tables.</summary>
internal static class ResultsTables
{
    private const int MaxName = 200;

    public static void Show(CliServices services, ResultsView view)
    {
        services.Out.MarkupLineInterpolated($"{view.Change.Product} {view.Change.Commit.Abbreviated} {Texts.Clip(view.Title ?? "", MaxName)}");
        if (view.Problem is { } problem) services.Out.MarkupLineInterpolated($"[yellow]{problem}[/]");
        if (view.Sets.Count == 0) services.Out.MarkupLineInterpolated($"No test set is declared, announced or reported.");
        foreach (var set in view.Sets) Show(services, set);
    }

    private static void Show(CliServices services, SetView set)
    {
        services.Out.WriteLine();
        services.Out.MarkupLineInterpolated($"[bold]{set.Set}[/]: {set.Verdict}. {Texts.Clip(set.Reason, 1000)}");
        var parts = new Table().AddColumns("part", "state", "attempt", "passed", "failed", "errored", "skipped", "flaky", "problem");
        foreach (var part in set.Parts) AddRows(parts, part);
        services.Out.Write(parts);
        if (set.Tests.Count > 0) services.Out.Write(Tests(set));
        if (set.Next is { } next) services.Out.MarkupLineInterpolated($"{set.Total} tests in all; --set {set.Set} --page {next} shows more.");
        if (set.Unlisted > 0) services.Out.MarkupLineInterpolated($"{Texts.Count(set.Unlisted, "test")} more are counted only: the report was too large to list them.");
    }

    private static void AddRows(Table table, PartView part)
    {
        if (part.Attempts.Count == 0) table.AddRow(part.Name, Word(part.State), "none", "", "", "", "", "", "");
        var name = part.Name;
        foreach (var attempt in part.Attempts)
        {
            var counts = attempt.Counts;
            table.AddRow(
                name, name.Length == 0 ? "" : Word(part.State), $"{attempt.Number}{(attempt.IsCounting ? " (counts)" : "")}", $"{counts.Passed}", $"{counts.Failed}", $"{counts.Errored}",
                $"{counts.Skipped}", $"{counts.Flaky}", Markup.Escape(Texts.Clip(attempt.Problem, MaxName) ?? ""));
            name = "";
        }
    }

    private static Table Tests(SetView set)
    {
        var table = new Table().AddColumns("outcome", "test", "took", "message");
        foreach (var test in set.Tests)
            table.AddRow(Outcome(test), Markup.Escape(Texts.Clip(test.Name, MaxName)), string.Create(CultureInfo.InvariantCulture, $"{test.DurationSeconds:0.###} s"), Markup.Escape(Texts.Clip(test.IsBad ? test.Message : null, MaxName) ?? ""));
        return table;
    }

    private static string Outcome(TestView test)
    {
        var colour = test.Outcome switch { TestOutcome.Passed => "green", TestOutcome.Skipped => "grey", _ => "red" };
        return $"[{colour}]{test.Outcome.ToString().ToLowerInvariant()}[/]{(test.Flaky ? " [yellow]flaky[/]" : "")}";
    }

    private static string Word(PartState state) => state.ToString().ToLowerInvariant();
}
