using Spectre.Console;
using Steward.Answers;
using Steward.Cli.Views;
using Steward.Gates;

namespace Steward.Cli.Commands.Gate;

/// <summary>Shows what the gate would say: the tree, marked where it differs from that of now, and that nothing was changed.</summary>
internal static class WhatIfView
{
    public static int Show(CliServices services, GateAnswer answer, bool json)
    {
        if (json) services.PrintJson(JsonOf(answer));
        else Show(services, answer);
        return answer.Tree.Verdict.LetsThrough() ? Exit.Yes : Exit.No;
    }

    // The tree's own members stay where they are without assumptions.
    private static object JsonOf(GateAnswer answer) => new
    {
        answer.Tree.Name,
        answer.Tree.Verdict,
        answer.Tree.Reason,
        answer.Tree.Children,
        answer.Product,
        answer.Commit,
        answer.Tag,
        answer.Assumed,
        answer.Was,
        answer.Changed,
    };

    private static void Show(CliServices services, GateAnswer answer)
    {
        var changed = answer.Changed.GroupBy(c => c.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Was, StringComparer.Ordinal);
        services.Out.Write(new VerdictTreeView(answer.Tree, $"{answer.Tree.Name} of {answer.Product} at {answer.Commit.Abbreviated}") { Changed = changed });
        if (answer.Assumed.Count == 0)
        {
            services.Out.WriteLine("This is what it would be judged as now. Nothing was changed.");
            return;
        }

        services.Out.WriteLine($"Assumed, not so: {string.Join("; ", answer.Assumed)}. Nothing was changed.");
        services.Out.WriteLine(answer.Was == answer.Tree.Verdict
            ? $"With this it would still be {VerdictStyle.Word(answer.Was)}; {changed.Count} nodes would differ."
            : $"It would be {VerdictStyle.Word(answer.Tree.Verdict)} instead of {VerdictStyle.Word(answer.Was)}.");
    }
}
