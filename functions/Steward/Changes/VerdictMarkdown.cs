using System.Text;
using Steward.Changes.Markdown;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>
/// A change's verdict as Markdown (GitHub's dialect), as check runs show it: first the verdict in words and what it means, then the stages, then by
/// name what failed, what could not be found out, what is missing and until when it is awaited, and what to do next. Pure: the same record
/// gives the same text.
/// </summary>
public static class VerdictMarkdown
{
    /// <summary>The most bytes of UTF-8 that GitHub takes for a summary.</summary>
    public const int MaxBytes = 65_535;

    private const int MaxTitle = 120;
    private const int MaxReason = 500;
    private const int MaxSteps = 5;
    private const int RoomForCut = 400;

    private static readonly (Verdict Verdict, string Title)[] Sections =
    [
        (Verdict.Fail, "What failed"),
        (Verdict.Error, "What could not be found out"),
        (Verdict.Missing, "What is missing"),
        (Verdict.Waived, "What is waived"),
    ];

    /// <summary>One line: the verdict and, when it is not in order, why.</summary>
    public static string Title(ChangeRecord change) => change switch
    {
        { Tree: null } => "The stages are running",
        { State: ChangeState.Waiting } => Texts.Clip($"Waiting: {change.Tree.Reason}", MaxTitle),
        { State: ChangeState.Running } => Texts.Clip($"Running: {change.Tree.Reason}", MaxTitle),
        _ when change.Tree.Verdict == Verdict.Pass => "All stages are in order",
        _ => Texts.Clip($"{VerdictWords.Of(change.Tree.Verdict)}: {change.Tree.Reason}", MaxTitle),
    };

    /// <summary>The text, at most <see cref="MaxBytes"/>: where more would have to be said, it ends at a line and says how much is left out, and where it can be read.</summary>
    public static string Summary(ChangeRecord change)
    {
        if (change.Tree is not { } tree) return "The stages are running; nothing is decided yet.\n";
        var next = Next(change);
        var text = new BoundedMarkdown(MaxBytes, Encoding.UTF8.GetByteCount(next) + RoomForCut);
        text.TryAdd($"**{VerdictWords.Of(tree.Verdict)}.** {Said(tree.Reason)} {VerdictWords.Meaning(change.State, tree.Verdict)}\n\n");
        text.TryAdd("| | stage | verdict | reason |\n|---|---|---|---|\n");
        foreach (var stage in tree.Children)
            text.TryAdd($"| {VerdictWords.Sign(stage.Verdict)} | {Said(stage.Name)} | {VerdictWords.Of(stage.Verdict)} | {Said(stage.Reason)} |\n");
        foreach (var (verdict, title) in Sections) AddReasons(text, tree, verdict, title);
        return text.End(Cut(text.LeftOut, change.Id) + next);
    }

    // Leaves only: a gate repeats what its leaves say.
    private static void AddReasons(BoundedMarkdown text, VerdictNode tree, Verdict verdict, string title)
    {
        var leaves = tree.Walk().Where(n => n.Node.Children.IsEmpty && n.Path != tree.Name && n.Node.Verdict == verdict).ToList();
        var heading = $"\n### {title}\n\n";
        foreach (var (path, node) in leaves)
        {
            text.TryAdd($"{heading}* {VerdictWords.Sign(verdict)} **{Said(path[(tree.Name.Length + 1)..])}**: {Said(node.Reason)}{Until(node)}\n");
            heading = "";
        }
    }

    private static string Until(VerdictNode node) =>
        node.AwaitUntil is { } time ? $" (awaited until {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC)" : "";

    private static string Cut(int lines, ChangeId change) => lines == 0
        ? ""
        : $"\n{Texts.Count(lines, "more line")} of reasons {(lines == 1 ? "does" : "do")} not fit here; `steward gate explain {change.Product} {change.Commit}` shows all of them.\n";

    private static string Next(ChangeRecord change)
    {
        var steps = NextStep.Of(change, change.DecidedAt ?? change.ReceivedAt);
        if (steps.Count == 0) return "";
        var text = new StringBuilder("\n### What to do next\n\n");
        var number = 1;
        foreach (var step in steps.Take(MaxSteps))
            text.Append($"{number++}. **{Said(step.Path)}**: {step.Advice}{(step.Command is { } command ? $" `{command.Replace('`', '\'')}`" : "")}\n");
        if (steps.Count > MaxSteps) text.Append($"\nAnd {steps.Count - MaxSteps} more.\n");
        return text.ToString();
    }

    private static string Said(string text) => MarkdownText.Inline(text, MaxReason);
}
