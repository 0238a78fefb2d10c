using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>The processor <c>tests</c>: which changed lines the tests of the released commit executed, by the coverage that was uploaded.</summary>
public sealed class ExecutedHunks : IHunkProcessor
{
    // The testing stage is not known here: this is its kind of evidence.
    private const string Kind = "coverage.received";

    /// <inheritdoc/>
    public string Name => "tests";

    /// <inheritdoc/>
    public Task<IHunkAnswers> PrepareAsync(ReleaseCandidate candidate, IReadOnlyList<ReleasedHunk> hunks, CancellationToken cancellation)
    {
        var wanted = hunks.Select(h => h.Path).ToHashSet(StringComparer.Ordinal);
        var answers = new Answers();
        var facts = candidate.Head;
        foreach (var evidence in facts.About(Subject.Commit(facts.Commit)).Where(e => e is { Kind: Kind, Outcome: EvidenceOutcome.Info }))
        {
            if (facts.Payload<Report>(evidence) is { } report) answers.Add(report, wanted);
        }

        return Task.FromResult<IHunkAnswers>(answers);
    }

    private sealed record Report(string Set, IReadOnlyList<ReportedFile> Files);

    private sealed record ReportedFile(string Path, CommitSha Blob, IReadOnlyList<int> Covered, IReadOnlyList<int> Uncovered);

    private sealed class Answers : IHunkAnswers
    {
        private readonly Dictionary<(string Path, CommitSha Blob), (int[] Covered, int[] Known, SortedSet<string> Sets)> _files = [];
        private readonly HashSet<string> _extensions = new(StringComparer.Ordinal);
        private bool _any;

        public void Add(Report report, HashSet<string> wanted)
        {
            _any = true;
            foreach (var file in report.Files)
            {
                if (Path.GetExtension(file.Path) is { Length: > 0 } extension) _extensions.Add(extension);
                if (!wanted.Contains(file.Path)) continue;
                var (covered, known, sets) = _files.GetValueOrDefault((file.Path, file.Blob), ([], [], []));
                sets.Add(report.Set);
                _files[(file.Path, file.Blob)] = (LineRuns.Union(covered, file.Covered), LineRuns.Union(known, LineRuns.Union(file.Covered, file.Uncovered)), sets);
            }
        }

        public HunkAnswer Of(ReleasedHunk hunk)
        {
            if (hunk.Unlined is not null || hunk.Count == 0) return Nothing("there is no line to be executed");
            if (!_any) return new HunkAnswer(HunkState.Missing, "no coverage of this commit was uploaded", []);
            if (!_files.TryGetValue((hunk.Path, hunk.Blob), out var file))
                return _extensions.Contains(Path.GetExtension(hunk.Path)) ? new HunkAnswer(HunkState.Missing, "no report of coverage knows the file", []) : Nothing("no report of coverage knows files of its kind");
            int[] lines = hunk.Count < 0 ? [1, int.MaxValue - 1] : [hunk.Start, hunk.Start + hunk.Count - 1];
            var counting = LineRuns.Both(lines, file.Known);
            var left = LineRuns.Without(counting, file.Covered);
            if (counting.Length == 0) return Nothing("none of its lines can be executed");
            return left.Length == 0 ? new HunkAnswer(HunkState.Handled, string.Join(", ", file.Sets), []) : new HunkAnswer(HunkState.Missing, "no test executed", left);
        }

        private static HunkAnswer Nothing(string why) => new(HunkState.NothingToDo, why, []);
    }
}
