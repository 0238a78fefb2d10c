using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>
/// Reads what changed since the release before, and which commit each line came with. Rules: lines that were taken away belong to the commits that changed the
/// file; of the first release each file is one hunk, and only lines of commits that no change has brought are looked for.
/// </summary>
/// <param name="source">The repository.</param>
/// <param name="candidate">The release.</param>
internal sealed class ReleasedHunks(ISource source, ReleaseCandidate candidate)
{
    /// <summary>The most files whose lines are followed to their commits one by one.</summary>
    public const int MaxFollowed = 2_000;

    private const int AtOnce = 4;
    private const int MaxUnprocessed = 500;

    private readonly Dictionary<CommitSha, ReleasedCommit> _commits = candidate.Commits.ToDictionary(c => c.Sha);

    /// <summary>The hunks, in the order of their files.</summary>
    public async Task<IReadOnlyList<ReleasedHunk>> ReadAsync(IReadOnlyList<TreeEntry> tree, CancellationToken cancellation)
    {
        var hunks = candidate.Previous.IsNone
            ? [.. tree.Select(Whole)]
            : (await source.GetChangesAsync(candidate.Previous, candidate.Request.Commit, cancellation)).SelectMany(HunksOf).ToList();
        var touched = await TouchedAsync(cancellation);
        var files = hunks.Where(h => h.Unlined is null && h.Count != 0).Select(h => h.Path).Distinct(StringComparer.Ordinal)
            .Where(path => touched is null || touched.Contains(path) || !candidate.Previous.IsNone)
            .OrderByDescending(path => touched?.Contains(path) == true).Take(MaxFollowed).ToList();
        var blames = await BlameAsync(files, cancellation);
        return [.. hunks.Select(h => Follow(h, blames.GetValueOrDefault(h.Path), touched))];
    }

    private static ReleasedHunk Whole(TreeEntry entry) => new(entry.Path, 1, -1)
    {
        Blob = entry.Blob,
        Unlined = entry.Kind switch { EntryKind.Submodule => SpecialEntries.Submodule, EntryKind.SymbolicLink => SpecialEntries.Link, _ => null },
    };

    private static IEnumerable<ReleasedHunk> HunksOf(ChangedFile file)
    {
        var unlined = file switch
        {
            { Change: FileChange.Deleted } => "deleted",
            { Kind: EntryKind.Submodule } => SpecialEntries.Submodule,
            { Kind: EntryKind.SymbolicLink } => SpecialEntries.Link,
            { IsBinary: true } => "binary",
            _ => null,
        };
        if (unlined is not null) return [new ReleasedHunk(file.Path, 1, unlined == "deleted" ? 0 : -1) { Blob = file.Blob, Unlined = unlined }];
        return file.Hunks.Select(h => new ReleasedHunk(file.Path, h.NewStart, h.NewCount) { Blob = file.Blob });
    }

    // The files of commits that no change has brought; null: there are too many to be told, so it may be any file.
    private async Task<HashSet<string>?> TouchedAsync(CancellationToken cancellation)
    {
        var unprocessed = candidate.Commits.Where(c => c.Decision is null).ToList();
        if (unprocessed.Count > MaxUnprocessed) return null;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var commit in unprocessed)
        {
            var read = (await source.GetCommitsAsync(CommitSha.None, commit.Sha, 1, cancellation)).First(c => c.Sha == commit.Sha);
            var files = await source.GetChangesAsync(read.Parents.Count == 0 ? CommitSha.None : read.Parents[0], commit.Sha, cancellation);
            foreach (var file in files) found.UnionWith(file.OldPath is { } old ? [file.Path, old] : [file.Path]);
        }

        return found;
    }

    private async Task<ConcurrentDictionary<string, IReadOnlyList<BlameLine>>> BlameAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, IReadOnlyList<BlameLine>>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(files, options, async (path, stop) =>
        {
            // Binary content has no lines; of a first release that is known only here.
            try
            {
                found[path] = await source.BlameAsync(candidate.Request.Commit, path, stop);
            }
            catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
            {
                found[path] = [];
            }
        });
        return found;
    }

    private ReleasedHunk Follow(ReleasedHunk hunk, IReadOnlyList<BlameLine>? blame, HashSet<string>? touched)
    {
        var mayBeLeft = touched is null || touched.Contains(hunk.Path);
        if (hunk.Unlined is not null || hunk.Count == 0 || blame is null || (blame.Count == 0 && hunk.Count < 0))
            return mayBeLeft ? hunk with { Missing = [new LeftLines(ChangeName, [], WhyWhole(hunk, touched is null))] } : hunk;
        var lines = hunk.Count < 0 ? blame : blame.Where(l => l.Line >= hunk.Start && l.Line < hunk.Start + hunk.Count);
        var runs = RunsOf(lines).ToList();
        var left = LineRuns.OfRuns(runs.Where(IsLeft).Select(r => (r.Start, r.Count)));
        var followed = hunk with { Lines = hunk.Count < 0 ? [.. runs.Where(IsLeft)] : runs };
        return left.Length == 0 ? followed : followed with { Missing = [new LeftLines(ChangeName, left, "came with a commit that no change has brought through the stages")] };
    }

    /// <summary>What stands for the processing of commits, in the place of a processor's name.</summary>
    public const string ChangeName = "change";

    private static string WhyWhole(ReleasedHunk hunk, bool tooMany) => tooMany
        ? "may have come with one of the commits that no change has brought; there are too many of them to be followed"
        : hunk.Count == 0 ? "lost lines, maybe by a commit that no change has brought through the stages" : "was changed by a commit that no change has brought through the stages";

    private bool IsLeft(HunkLines lines) => !lines.IsReleased && _commits[lines.Commit].Decision is null;

    private IEnumerable<HunkLines> RunsOf(IEnumerable<BlameLine> lines)
    {
        HunkLines? run = null;
        foreach (var line in lines)
        {
            if (run is { } open && open.Commit == line.Commit && open.Start + open.Count == line.Line) run = open with { Count = open.Count + 1 };
            else
            {
                if (run is not null) yield return run;
                var known = _commits.GetValueOrDefault(line.Commit);
                run = new HunkLines(line.Line, 1, line.Commit, known?.JudgedWith, IsReleased: known is null) 
                {
                    By = known is { Pushers: [var by, ..] } ? by : null, Author = known?.Author ?? "", Login = known?.Login,
                };
            }
        }

        if (run is not null) yield return run;
    }
}
