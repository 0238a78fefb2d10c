using Steward.Kernel;

namespace Steward.Source;

/// <summary>A commit.</summary>
/// <param name="Sha">Its sha.</param>
/// <param name="Parents">Its parents' shas.</param>
/// <param name="Author">The author's name as written in the commit: shown to people, never put into the ledger.</param>
/// <param name="CommittedAt">The committer's date.</param>
/// <param name="Title">The first line of the message.</param>
public sealed record SourceCommit(CommitSha Sha, IReadOnlyList<CommitSha> Parents, string Author, DateTimeOffset CommittedAt, string Title)
{
    /// <summary>The author's account, <c>github:login</c>, where the source knows it; null where it knows none. GitHub finds it by the address in the commit, which whoever commits writes: it tells, and proves nothing.</summary>
    public string? Login { get; init; }
}

/// <summary>How a file changed.</summary>
public enum FileChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its content or mode changed.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It has another path now, with or without changes.</summary>
    Renamed,
}

/// <summary>What an entry of a tree is.</summary>
public enum EntryKind
{
    /// <summary>A file (git mode 100644).</summary>
    File,

    /// <summary>An executable file (100755).</summary>
    Executable,

    /// <summary>A symbolic link (120000); its blob is the target's path.</summary>
    SymbolicLink,

    /// <summary>A submodule (160000); its sha is a commit of another repository.</summary>
    Submodule,
}

/// <summary>A file that differs between two commits.</summary>
/// <param name="Path">Its path now, with forward slashes; the old one when deleted.</param>
/// <param name="Change">How it changed.</param>
/// <param name="Blob">Its blob now; none when deleted.</param>
/// <param name="OldPath">Its path before, when renamed.</param>
/// <param name="Hunks">The changed lines; none for binary files.</param>
public sealed record ChangedFile(string Path, FileChange Change, CommitSha Blob, string? OldPath, IReadOnlyList<Hunk> Hunks)
{
    /// <summary>What the entry is now.</summary>
    public EntryKind Kind { get; init; } = EntryKind.File;

    /// <summary>True when git takes the content for binary.</summary>
    public bool IsBinary { get; init; }
}

/// <summary>A run of changed lines, as in a unified diff without context.</summary>
/// <param name="OldStart">The first line before, from 1.</param>
/// <param name="OldCount">The number of lines before.</param>
/// <param name="NewStart">The first line now, from 1.</param>
/// <param name="NewCount">The number of lines now.</param>
public sealed record Hunk(int OldStart, int OldCount, int NewStart, int NewCount);

/// <summary>An entry of a tree.</summary>
/// <param name="Path">Its path with forward slashes.</param>
/// <param name="Blob">Its blob.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its size in bytes; -1 when not known.</param>
public sealed record TreeEntry(string Path, CommitSha Blob, EntryKind Kind, long Size);

/// <summary>Where a line comes from.</summary>
/// <param name="Line">The line now, from 1.</param>
/// <param name="Commit">The commit that wrote it.</param>
/// <param name="OriginalPath">The file's path in that commit.</param>
/// <param name="OriginalLine">The line in that commit, from 1.</param>
public sealed record BlameLine(int Line, CommitSha Commit, string OriginalPath, int OriginalLine);

/// <summary>A file as a commit left it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Path">The file's path in it.</param>
/// <param name="Blob">Its content; none when the commit deleted it.</param>
public sealed record FileRevision(CommitSha Commit, string Path, CommitSha Blob)
{
    /// <summary>The first line of the commit's message.</summary>
    public string Title { get; init; } = "";

    /// <summary>The committer's date.</summary>
    public DateTimeOffset CommittedAt { get; init; }
}

/// <summary>A tag.</summary>
/// <param name="Name">Its name without <c>refs/tags/</c>.</param>
/// <param name="Commit">The commit, peeled.</param>
public sealed record SourceTag(string Name, CommitSha Commit);
