using System.Text;
using Steward.Changes.Markdown;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases.Publishing;

/// <summary>Steward's section in the notes of a release. It stands between two markers; what people write around it is theirs, and stays byte for byte.</summary>
public static class ReleaseNotes
{
    /// <summary>Where the section begins.</summary>
    public const string Begin = "<!-- steward -->";

    /// <summary>Where it ends.</summary>
    public const string End = "<!-- /steward -->";

    /// <summary>The most characters of the section; GitHub takes 125,000 for the whole of the notes.</summary>
    public const int MaxSection = 8_000;

    private const int MaxReason = 400;
    private const int MaxWaivers = 20;

    /// <summary>The section: the verdict, the counts of files and hunks, approvals, waivers, and where the passport is.</summary>
    public static string Section(ProductId product, string tag, CommitSha commit, VerdictNode tree)
    {
        var text = new StringBuilder($"### Steward: {tree.Verdict}\n\n");
        text.Append(tree.Verdict.LetsThrough() ? $"{Said(tag)} ({commit.Abbreviated}) passed its gate.\n" : $"{Said(tag)} ({commit.Abbreviated}) did not pass its gate: {Said(tree.Reason)}\n");
        foreach (var (name, title) in new[] { ("release/code", "Code"), ("release/approvals", "Approvals"), ("release/instructions", "Instructions") })
        {
            if (Find(tree, name) is { } node) text.Append($"* {title}: {node.Verdict}. {Said(node.Reason)}\n");
        }

        var waived = tree.Children.SelectMany(c => c.Walk()).Where(n => n.Node.Verdict == Verdict.Waived && !n.Node.Children.Any(c => c.Verdict == Verdict.Waived)).ToList();
        foreach (var (path, node) in waived.Take(MaxWaivers)) text.Append($"* Waived: {Said(path)}. {Said(node.Reason)}\n");
        if (waived.Count > MaxWaivers) text.Append($"* and {Texts.Count(waived.Count - MaxWaivers, "more waiver")}.\n");
        text.Append(tree.Verdict.LetsThrough()
            ? $"\nIts passport: `steward passport get {product} {Code(tag)}`; anybody can verify it offline with `steward passport verify`.\n"
            : $"\nThe whole tree: `steward gate explain {product} {commit}`.\n");
        return text.Length <= MaxSection ? text.ToString() : text.ToString(0, MaxSection);
    }

    /// <summary>The notes with the section in the place of the one before; without one, at their end.</summary>
    /// <remarks>The last end marker and the nearest begin marker before it: a begin marker that lost its end takes no text of people with it.</remarks>
    public static string Merge(string? notes, string section)
    {
        var whole = notes ?? "";
        var marked = $"{Begin}\n{section.TrimEnd('\n')}\n{End}";
        var end = whole.LastIndexOf(End, StringComparison.Ordinal);
        var begin = end < 0 ? -1 : whole.LastIndexOf(Begin, end, StringComparison.Ordinal);
        if (begin >= 0) return string.Concat(whole.AsSpan(0, begin), marked, whole.AsSpan(end + End.Length));
        return whole.Length == 0 ? marked : $"{whole}\n\n{marked}";
    }

    private static VerdictNode? Find(VerdictNode tree, string path) =>
        tree.Children.SelectMany(c => c.Walk()).FirstOrDefault(n => n.Path == path).Node;

    private static string Said(string text) => MarkdownText.Inline(text, MaxReason);

    private static string Code(string tag) => tag.Replace('`', '\'');
}
