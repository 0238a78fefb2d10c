using Steward.Kernel;

namespace Steward.Stages.Release.Code;

/// <summary>What one commit wrote of a release's lines, for people.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Author">Its author as written in it, with the account where the source knows it.</param>
/// <param name="By">Who pushed it; null when that is not known.</param>
/// <param name="JudgedWith">The head of the change that brought it; null when no change did.</param>
/// <param name="Lines">How many of the listed lines it wrote.</param>
/// <param name="Review">The pull requests with who approved them; null where the policy asks for no review, or there was none.</param>
public sealed record WrittenLines(CommitSha Commit, string Author, string? By, CommitSha? JudgedWith, int Lines, string? Review)
{
    /// <summary>The commits of a report that are part of this release, those with the most lines first.</summary>
    public static IReadOnlyList<WrittenLines> Of(CodeReport report)
    {
        var runs = report.Lines.SelectMany(hunk => hunk.Lines.Where(l => !l.IsReleased).Select(lines => (Hunk: hunk, Lines: lines)));
        return [.. runs.GroupBy(r => r.Lines.Commit).Select(g => Of([.. g])).OrderByDescending(w => w.Lines).ThenBy(w => w.Commit.ToString(), StringComparer.Ordinal)];
    }

    private static WrittenLines Of(List<(ReleasedHunk Hunk, HunkLines Lines)> runs)
    {
        var first = runs[0].Lines;
        var reviews = runs.Select(r => r.Hunk.Handled.GetValueOrDefault("review")).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new WrittenLines(first.Commit, NameOf(first), first.By, first.JudgedWith, runs.Sum(r => r.Lines.Count), reviews.Count == 0 ? null : string.Join(", ", reviews));
    }

    private static string NameOf(HunkLines lines) => lines.Login is { } login ? $"{Texts.Clip(lines.Author, 80)} ({login})" : Texts.Clip(lines.Author, 80)!;
}
