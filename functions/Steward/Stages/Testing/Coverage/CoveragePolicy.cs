using Steward.Policy;
using Steward.Source;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Coverage;

/// <summary>The policy's section <c>testing.coverage</c>.</summary>
/// <param name="ChangedLines">The least share, in percent, of a change's lines that tests must have executed.</param>
/// <param name="Sets">The test sets that have to report coverage; empty: any that reports, and at least one.</param>
/// <param name="Exclude">Patterns of paths that are not judged.</param>
public sealed record CoveragePolicy(long ChangedLines, IReadOnlyList<string> Sets, IReadOnlyList<string> Exclude)
{
    /// <summary>The section.</summary>
    public static PolicySection<CoveragePolicy> Section { get; } = new("testing.coverage", Shape, Bind);

    /// <summary>Which of a change's files are judged.</summary>
    internal Func<string, bool> Judges()
    {
        var patterns = Exclude.Select(e => new PathPattern(e)).ToList();
        return path => !patterns.Exists(p => p.Fits(path));
    }

    private static ObjectShape Shape => new(
        "How much of what a change adds or modifies its tests must have executed.",
        new Field("changedLines", new NumberShape("The least share of the changed lines that can be executed, in percent.", 0, 100), Required: true),
        new Field("sets", new ListShape(
            "The test sets that have to report coverage (steward coverage push). Default: any, and at least one. All reports together count.",
            new TextShape("The name of a test set.") { Pattern = TestSetName.Pattern, PatternMeans = TestSetName.Means, MaxLength = TestSetName.MaxLength })),
        new Field("exclude", new ListShape(
            "Files that are not judged, such as the tests themselves: paths with * and **; a folder stands for all below it.",
            new TextShape("A path from the repository's top: tests/**.") { MaxLength = 300 })));

    private static CoveragePolicy Bind(PolicyNode node) => new(node.Number("changedLines", 100), node.TextList("sets"), node.TextList("exclude"));
}
