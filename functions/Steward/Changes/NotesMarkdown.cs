using Steward.Changes.Markdown;
using Steward.Gates.Notes;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>What capabilities add to a verdict as Markdown, folded away group by group. Pure.</summary>
public static class NotesMarkdown
{
    private const int MaxTitle = 200;
    private const int MaxName = 300;
    private const int RoomForEnd = 400;
    private const string Close = "\n</details>\n\n";

    /// <summary>The text, at most <see cref="VerdictMarkdown.MaxBytes"/>; null when there is nothing to show.</summary>
    public static string? Text(ChangeId change, VerdictNotes notes)
    {
        var groups = notes.Groups.Where(g => g.Items.Count > 0).ToList();
        if (groups.Count == 0) return null;
        var text = new BoundedMarkdown(VerdictMarkdown.MaxBytes, RoomForEnd);
        var (shown, open) = (0, false);
        foreach (var group in groups)
        {
            // Its end is added with its last block, so that no group is left open.
            open = text.TryAdd($"<details><summary>{MarkdownText.Html(group.Title, MaxTitle)}</summary>\n\n");
            foreach (var item in group.Items.TakeWhile(item => text.TryAdd(Item(item)))) shown++;
            if (text.LeftOut > 0) break;
            open = !text.TryAdd(More(group.More) + Close);
            if (open) break;
        }

        var all = groups.Sum(g => g.Items.Count + g.More);
        return text.End((open ? Close : "") + (text.LeftOut > 0 ? Cut(all - shown, change) : ""));
    }

    private static string Item(NoteItem item) =>
        $"* **{MarkdownText.Inline(item.Name, MaxName)}**\n\n{(item.Text is { Length: > 0 } said ? $"  {MarkdownText.Block(said).ReplaceLineEndings("\n  ")}\n\n" : "")}";

    private static string More(int more) => more == 0 ? "" : $"\nAnd {more} more.\n";

    private static string Cut(int left, ChangeId change) =>
        $"\n{left} more {(left == 1 ? "does" : "do")} not fit here; `steward results show {change.Product} {change.Commit}` shows all of them.\n";
}
