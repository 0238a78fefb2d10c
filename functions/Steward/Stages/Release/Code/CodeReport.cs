using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Code;

/// <summary>
/// What was handled of a release's code and what was not: the payload of <c>code.accounted</c>. The counts are exact; of the lists there is as much as
/// <see cref="MaxListed"/> allows, what is left over first.
/// </summary>
public sealed record CodeReport
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "code.accounted";

    /// <summary>The most files, findings and hunks that are listed each.</summary>
    public const int MaxListed = 5_000;

    /// <summary>The commit of the release before; none for the first one.</summary>
    public required CommitSha Previous { get; init; }

    /// <summary>The history from before Steward that was taken over as it was, as the end of a sentence; null where there is none.</summary>
    public string? TakenOver { get; init; }

    /// <summary>The released commit.</summary>
    public required CommitSha Commit { get; init; }

    /// <summary>Files, links and submodules of the released tree.</summary>
    public required int Files { get; init; }

    /// <summary>Those of them that every processor asked for has handled.</summary>
    public required int FilesProcessed { get; init; }

    /// <summary>Runs of changed lines since the release before; for the first release each file is one.</summary>
    public required int Hunks { get; init; }

    /// <summary>Those of them that came with processed commits, and that every processor asked for has handled.</summary>
    public required int HunksProcessed { get; init; }

    /// <summary>What each processor was asked for and has handled.</summary>
    public required IReadOnlyList<ProcessorCount> Processors { get; init; }

    /// <summary>Files that were not handled.</summary>
    public required IReadOnlyList<LeftFile> LeftFiles { get; init; }

    /// <summary>Files that a processor found wanting.</summary>
    public required IReadOnlyList<FoundFile> Found { get; init; }

    /// <summary>Files that a processor found wanting, and that an exception in the policy lets through.</summary>
    public IReadOnlyList<FoundFile> Accepted { get; init; } = [];

    /// <summary>The hunks, those that were not handled first.</summary>
    public required IReadOnlyList<ReleasedHunk> Lines { get; init; }

    /// <summary>Processors that the policy names and that there are not.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>True when nothing is left over and nothing was found wanting.</summary>
    public bool IsWhole => FilesProcessed == Files && HunksProcessed == Hunks && Found.Count == 0 && Unknown.Count == 0;

    /// <summary>Processors that have left files which they could handle: those that nothing can reach are not counted.</summary>
    public IReadOnlyList<string> LeftBy { get; init; } = [];

    /// <summary>Entries of the tree by the rules that hold for them: binary, generated, vendored, link, submodule, lfs, with how many there are.</summary>
    public IReadOnlyDictionary<string, int> Special { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}

/// <summary>What a processor was asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">What it handles: files or hunks.</param>
/// <param name="Asked">How many it was asked for; 0: the policy does not ask for it, and it is counted all the same.</param>
/// <param name="Handled">How many of them it has handled.</param>
/// <param name="Known">How many it has handled of all there are.</param>
public sealed record ProcessorCount(string Name, string Of, int Asked, int Handled, int Known);

/// <summary>A file that was not handled.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Blob">Its blob.</param>
/// <param name="Missing">The processors that have not handled it.</param>
/// <param name="Why">What is special about it, or null.</param>
public sealed record LeftFile(string Path, CommitSha Blob, IReadOnlyList<string> Missing, string? Why = null);

/// <summary>A file that a processor found wanting.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Blob">Its blob.</param>
/// <param name="Processor">The processor.</param>
/// <param name="Entry">The evidence, by its index in the ledger.</param>
public sealed record FoundFile(string Path, CommitSha Blob, string Processor, long Entry);

/// <summary>A run of changed lines of a release.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">The first line now, from 1; where lines were only taken away, the line before them.</param>
/// <param name="Count">The number of lines now; 0: lines were only taken away. -1: the whole of a file without lines.</param>
public sealed record ReleasedHunk(string Path, int Start, int Count)
{
    /// <summary>Its lines by commit; empty where the lines of a first release, or lines that were taken away, are not followed one by one.</summary>
    public IReadOnlyList<HunkLines> Lines { get; init; } = [];

    /// <summary>The processors that have not handled it.</summary>
    public IReadOnlyList<LeftLines> Missing { get; init; } = [];

    /// <summary>What is known of it, by processor: the ledger entry about its file, the test sets that executed it, the pull request with who reviewed it.</summary>
    public IReadOnlyDictionary<string, string> Handled { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The blob that it is in; none where the file is gone.</summary>
    public CommitSha Blob { get; init; } = CommitSha.None;

    /// <summary>Why it has no lines to be looked at one by one: binary, deleted, link, submodule; null when it has.</summary>
    public string? Unlined { get; init; }
}

/// <summary>Lines of a hunk that came with one commit.</summary>
/// <param name="Start">The first line now.</param>
/// <param name="Count">How many.</param>
/// <param name="Commit">The commit that wrote them.</param>
/// <param name="JudgedWith">The head of the change that brought it; null when no change did, and for commits of an earlier release.</param>
/// <param name="IsReleased">True where an earlier release had the commit already.</param>
public sealed record HunkLines(int Start, int Count, CommitSha Commit, CommitSha? JudgedWith, bool IsReleased)
{
    /// <summary>Who pushed the commit, as evidence says; null when that is not known.</summary>
    public string? By { get; init; }

    /// <summary>The commit's author as written in it; empty for commits of an earlier release. A name of a person: it stands in this payload, and in no entry of the ledger.</summary>
    public string Author { get; init; } = "";

    /// <summary>The author's account, <c>github:login</c>; null where the source knows none.</summary>
    public string? Login { get; init; }
}

/// <summary>Lines that a processor has not handled.</summary>
/// <param name="Processor">The processor; <c>change</c>: no change has brought them.</param>
/// <param name="Lines">The lines, as <see cref="LineRuns"/>; empty: the hunk as a whole.</param>
/// <param name="Why">Why, as the end of a sentence.</param>
public sealed record LeftLines(string Processor, IReadOnlyList<int> Lines, string Why);
