using Steward.Source;
using Steward.Stages.Testing.Coverage.Paths;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Showing;

/// <summary>
/// Finds the file of the repository that a stack means: the one whose path is the longest end of it (test machines have folders of their own before
/// it), or the only one whose path ends with it. Nothing is guessed: what fits several fits none.
/// </summary>
/// <param name="tree">The tree of the commit that was tested.</param>
internal sealed class CodeFinder(IReadOnlyList<TreeEntry> tree)
{
    private readonly RepositoryPaths _paths = new(tree);

    /// <summary>The first of some places that is in the repository, with its path there; null when none is.</summary>
    public SourcePlace? Find(IEnumerable<SourcePlace> places) => places.Select(Find).FirstOrDefault(p => p is not null);

    private SourcePlace? Find(SourcePlace place)
    {
        var path = ReportPath.Of(place.Path);
        if (path.Text.Length == 0) return null;
        var end = _paths.LongestEndOf(path.Text)?.Path;
        // A bare name at the end of a foreign folder (/usr/lib/x/setup.py) is no file of the repository.
        if (end is not null && (end.Contains('/') || end.Length == path.Text.Length)) return place with { Path = end };
        if (path.IsRooted) return null;
        var ending = _paths.EndingWith(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { path.Text })[path.Text].Take(2).ToList();
        return ending is [var only] ? place with { Path = only } : null;
    }
}
