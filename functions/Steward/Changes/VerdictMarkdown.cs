using System.Text;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>A change's verdict as Markdown (GitHub's dialect), as check runs show it. Pure: the same record gives the same text.</summary>
public static class VerdictMarkdown
{
    /// <summary>The most bytes of UTF-8 that GitHub takes for a summary.</summary>
    public const int MaxBytes = 65_535;

    private const int MaxTitle = 120;
    private const int MaxReason = 500;
    private const string Cut = "\n\nMore reasons do not fit here; `steward gate explain` shows them all.\n";

    /// <summary>One line: the verdict and, when it is not in order, why.</summary>
    public static string Title(ChangeRecord change) => change switch
    {
        { Tree: null } => "The stages are running",
        { State: ChangeState.Waiting } => Texts.Clip($"Waiting: {change.Tree.Reason}", MaxTitle),
        { State: ChangeState.Running } => Texts.Clip($"Running: {change.Tree.Reason}", MaxTitle),
        _ when change.Tree.Verdict == Verdict.Pass => "All stages are in order",
        _ => Texts.Clip($"{Word(change.Tree.Verdict)}: {change.Tree.Reason}", MaxTitle),
    };

    /// <summary>A table of the stages, then every reason that does not let through, cut to <see cref="MaxBytes"/>.</summary>
    public static string Summary(ChangeRecord change)
    {
        if (change.Tree is null) return "The stages are running; nothing is decided yet.\n";
        var text = new StringBuilder("| | stage | verdict | reason |\n|---|---|---|---|\n");
        foreach (var stage in change.Tree.Children)
            text.Append($"| {Sign(stage.Verdict)} | {Escape(stage.Name)} | {Word(stage.Verdict)} | {Escape(stage.Reason)} |\n");
        AppendReasons(text, change.Tree);
        return text.ToString();
    }

    // Leaves only: a gate repeats what its leaves say.
    private static void AppendReasons(StringBuilder text, VerdictNode tree)
    {
        var open = tree.Walk().Where(n => n.Node.Children.IsEmpty && n.Path != tree.Name && NeedsWords(n.Node.Verdict)).ToList();
        if (open.Count == 0) return;
        var left = MaxBytes - Encoding.UTF8.GetByteCount(text.ToString()) - Encoding.UTF8.GetByteCount(Cut) - 20;
        text.Append("\n### Reasons\n\n");
        foreach (var line in open.Select(n => Line(n.Path, n.Node)))
        {
            left -= Encoding.UTF8.GetByteCount(line);
            if (left < 0)
            {
                text.Append(Cut.AsSpan(1));
                return;
            }

            text.Append(line);
        }
    }

    private static string Line(string path, VerdictNode node)
    {
        var until = node.AwaitUntil is { } time ? $" (awaited until {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC)" : "";
        return $"* {Sign(node.Verdict)} **{Escape(path)}**: {Escape(node.Reason)}{until}\n";
    }

    private static bool NeedsWords(Verdict verdict) => verdict is not (Verdict.Pass or Verdict.NotNeeded);

    private static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "✅",
        Verdict.NotNeeded => "➖",
        Verdict.Waived => "🟡",
        Verdict.Missing => "⏳",
        _ => "❌",
    };

    private static string Word(Verdict verdict) => verdict == Verdict.NotNeeded ? "Not needed" : verdict.ToString();

    // File names and reasons come from outside: nothing in them may become markup, a link, a mention or another row.
    private static string Escape(string text)
    {
        var clean = new StringBuilder();
        foreach (var c in Texts.Clip(text, MaxReason))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~') clean.Append('\\').Append(c);
            else if (c is '<' or '>' or '&' or '@') clean.Append($"&#{(int)c};");
            else clean.Append(c);
        }

        return clean.ToString();
    }
}
