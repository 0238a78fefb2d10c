using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Testing.Coverage;

/// <summary>Which lines a change answers for: the payload of <c>change.lines</c>.</summary>
/// <param name="Before">The commit since which they were added or modified; none: every line of the tree is its own.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Files">The changed files, by path.</param>
public sealed record ChangedLines(CommitSha Before, CommitSha Commit, IReadOnlyList<ChangedPath> Files)
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "change.lines";

    /// <summary>The most files of one change that are told line by line.</summary>
    public const int MaxFiles = 50_000;

    /// <summary>The most runs of changed lines of one change.</summary>
    public const int MaxRuns = 500_000;

    /// <summary>The lines of some changes.</summary>
    public static ChangedLines Of(CommitSha before, CommitSha commit, IEnumerable<ChangedFile> files) =>
        new(before, commit, [.. files.Select(ChangedPath.Of).OrderBy(f => f.Path, StringComparer.Ordinal)]);

    /// <summary>Why the changes are too many to be told, or null.</summary>
    public static string? TooLarge(IReadOnlyCollection<ChangedFile> files)
    {
        var runs = files.Sum(f => (long)f.Hunks.Count);
        if (files.Count <= MaxFiles && runs <= MaxRuns) return null;
        return $"The change has {Texts.Count(files.Count, "file")} with {Texts.Count(runs, "run")} of changed lines; up to {MaxFiles} files and {MaxRuns} runs are followed line by line.";
    }
}

/// <summary>One changed file.</summary>
/// <param name="Path">Its path now; the old one when deleted.</param>
/// <param name="Lines">Its added and modified lines: the first and the last one of each run, one after the other.</param>
/// <param name="Unlined">Why it has no lines to be executed: deleted, binary, link, submodule, removed (lines were only taken away) or moved; null when it has.</param>
public sealed record ChangedPath(string Path, IReadOnlyList<int> Lines, string? Unlined)
{
    /// <summary>The path of a changed file.</summary>
    public static ChangedPath Of(ChangedFile file)
    {
        var lines = LineRuns.OfRuns(file.Hunks.Select(h => (h.NewStart, h.NewCount)));
        var unlined = file switch
        {
            { Change: FileChange.Deleted } => "deleted",
            { Kind: EntryKind.SymbolicLink } => "link",
            { Kind: EntryKind.Submodule } => "submodule",
            { IsBinary: true } => "binary",
            _ when lines.Length > 0 => null,
            { Change: FileChange.Renamed } => "moved",
            _ => "removed",
        };
        return new ChangedPath(file.Path, unlined is null ? lines : [], unlined);
    }
}
