using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Stages.Testing.Coverage.Paths;

/// <summary>
/// Finds the files of a tree that the paths of a report mean. Exact; then the file whose path is the longest end of the report's path (below its source folders, on
/// the machine that measured); then the only file whose path ends with the report's (<c>com/acme/Cart.java</c>), the module's before others.
/// Nothing is guessed: what fits several files fits none, and a bare name at the end of a foreign folder is no file of the repository.
/// </summary>
/// <param name="tree">The tree of the commit that was tested.</param>
public sealed class PathResolver(IReadOnlyList<TreeEntry> tree)
{
    private readonly RepositoryPaths _paths = new(tree);

    /// <summary>Resolves the paths of one report.</summary>
    public ResolvedCoverage Resolve(CoverageReport report)
    {
        var found = new Findings(report.Files.Count);
        List<ReportPath> roots = [.. report.Roots.Select(ReportPath.Of)];
        List<(FileCoverage File, ReportPath Path)> rest = [];
        foreach (var file in report.Files)
        {
            var path = ReportPath.Of(file.Path);
            if (!TryDirectly(found, file, path, roots)) rest.Add((file, path));
        }

        var byEnd = _paths.EndingWith(rest.Where(r => r.Path is { IsRooted: false, Text.Length: > 0 }).Select(r => r.Path.Text).ToHashSet(StringComparer.OrdinalIgnoreCase));
        foreach (var (file, path) in rest) TakeByEnd(found, file, path, [.. byEnd[path.Text]]);
        return found.Build(BlobsByPath());
    }

    private bool TryDirectly(Findings found, FileCoverage file, ReportPath path, List<ReportPath> roots)
    {
        if (path.IsRooted || path.Text.Length == 0) return false;
        var wholes = (roots.Count == 0 ? [path] : roots.Select(path.Below))
            .Select(p => _paths.LongestEndOf(p.Text))
            .Where(m => m is { } match && Parts(match.Path) >= Parts(path.Text)).Select(m => m!.Value.Path).ToList();
        if (wholes.Count == 0) return false;
        var most = wholes.Max(Parts);
        found.Take(file, [.. wholes.Where(w => Parts(w) == most).Distinct(StringComparer.Ordinal)]);
        return true;
    }

    private void TakeByEnd(Findings found, FileCoverage file, ReportPath path, List<string> ending)
    {
        if (ending.Count > 1 && file.Module is { Length: > 0 } module && ending.Where(e => $"/{e}".Contains($"/{module}/", StringComparison.Ordinal)).ToList() is [var own])
            ending = [own];
        if (ending.Count > 0) found.Take(file, ending);
        else found.TakeBelow(file, _paths.LongestEndOf(path.Text));
    }

    private static int Parts(string path) => path.AsSpan().Count('/') + 1;

    private Dictionary<string, CommitSha> BlobsByPath() =>
        tree.Where(e => e.Kind is EntryKind.File or EntryKind.Executable).GroupBy(e => e.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Blob, StringComparer.Ordinal);

    private sealed class Findings(int capacity)
    {
        private readonly Dictionary<string, (int[] Covered, int[] Uncovered)> _files = new(capacity, StringComparer.Ordinal);
        private readonly List<string> _ambiguous = [];
        private readonly List<string> _unknown = [];
        private readonly List<(FileCoverage File, string Path, string Root)> _below = [];

        public void Take(FileCoverage file, List<string> fitting)
        {
            if (fitting.Count == 1) Add(file, fitting[0]);
            else _ambiguous.Add(file.Path);
        }

        /// <summary>Takes a file that was found below a folder of the machine that measured: which of those folders are the repository shows at the end.</summary>
        public void TakeBelow(FileCoverage file, (string Path, string Root)? match)
        {
            if (match is { } found) _below.Add((file, found.Path, found.Root));
            else _unknown.Add(file.Path);
        }

        public ResolvedCoverage Build(Dictionary<string, CommitSha> blobs)
        {
            var sure = _below.Where(b => Parts(b.Path) > 1).Select(b => b.Root).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (sure.Count == 0 && _below.Select(b => b.Root).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1) sure.Add(_below[0].Root);
            foreach (var (file, path, root) in _below)
            {
                if (Parts(path) > 1 || sure.Contains(root)) Add(file, path);
                else _unknown.Add(file.Path);
            }

            var files = _files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new CoveredFile(f.Key, blobs[f.Key], f.Value.Covered, f.Value.Uncovered));
            return new ResolvedCoverage([.. files], _ambiguous, _unknown);
        }

        private void Add(FileCoverage file, string path)
        {
            var (covered, uncovered) = _files.GetValueOrDefault(path, ([], []));
            var both = LineRuns.Union(covered, file.Covered);
            _files[path] = (both, LineRuns.Without(LineRuns.Union(uncovered, file.Uncovered), both));
        }
    }
}
