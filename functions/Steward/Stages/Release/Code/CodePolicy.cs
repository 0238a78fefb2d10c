using Steward.Policy;
using Steward.Source;

namespace Steward.Stages.Release.Code;

/// <summary>The policy's section <c>release.code</c>: which processors must have handled which files before a release.</summary>
/// <param name="Demands">The processors with the files that each must have handled; empty: every processor of files that the policy requires for changes, for every file.</param>
/// <param name="Generated">Files that a program writes: nobody reviews them, and no test executes them line by line.</param>
/// <param name="Vendored">Files that were taken over from elsewhere: as generated ones.</param>
public sealed record CodePolicy(IReadOnlyList<CodeDemand> Demands, PathSet Generated, PathSet Vendored)
{
    /// <summary>The section.</summary>
    public static PolicySection<CodePolicy> Section { get; } = new("release.code", Shape, Bind);

    private static ObjectShape Shape => new(
        "Not one piece of code that no algorithm has processed: which processors must have handled which files of a release.",
        new Field("processors", new MapShape(
            "The processors by name: those of files (antivirus, secrets, licences), and those of changed lines: review and tests. Default: every one of files that is required for changes, for every file.", Name, Demand)
        {
            MaxEntries = 50,
        }),
        new Field("generated", Paths("Files that a program writes: nobody reviews them, and no test executes them line by line.")),
        new Field("vendored", Paths("Files that were taken over from elsewhere: as generated ones.")));

    private static TextShape Name => new("A processor.") { Pattern = "^[a-z][a-z0-9-]*$", PatternMeans = "lower-case letters, digits and '-', beginning with a letter", MaxLength = 40 };

    private static ObjectShape Demand => new(
        "Which files the processor must have handled.",
        new Field("paths", Paths("Those files. Default: every file.")),
        new Field("except", Paths("But not those.")));

    private static ListShape Paths(string means) =>
        new($"{means} Paths with * and **; a folder stands for all below it.", new TextShape("A path from the repository's top: tests/**.") { MaxLength = 300 });

    private static CodePolicy Bind(PolicyNode node) => new(
        [.. node["processors"].Entries.Select(e => new CodeDemand(e.Key, PathSet.AllUnless(e.Value.TextList("paths")), new PathSet(e.Value.TextList("except"))))],
        new PathSet(node.TextList("generated")),
        new PathSet(node.TextList("vendored")));
}

/// <summary>A processor that must have handled some files.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Paths">The files.</param>
/// <param name="Except">Those of them that it need not have handled.</param>
public sealed record CodeDemand(string Processor, PathSet Paths, PathSet Except)
{
    /// <summary>Whether it must have handled a file.</summary>
    public bool AsksFor(string path) => Paths.Has(path) && !Except.Has(path);
}

/// <summary>Some paths of a repository, by patterns.</summary>
/// <param name="patterns">The patterns; see <see cref="PathPattern"/>.</param>
public sealed class PathSet(IReadOnlyList<string> patterns)
{
    private const string Everything = "**";
    private readonly List<PathPattern> _patterns = [.. patterns.Select(p => new PathPattern(p))];
    private readonly bool _isAll = patterns.Contains(Everything);

    /// <summary>The patterns.</summary>
    public IReadOnlyList<string> Patterns => patterns;

    /// <summary>True when every path is among them.</summary>
    public bool IsAll => _isAll;

    /// <summary>The paths of some patterns; without any: every path.</summary>
    public static PathSet AllUnless(IReadOnlyList<string> patterns) => new(patterns.Count == 0 ? [Everything] : patterns);

    /// <summary>Whether a path is among them.</summary>
    public bool Has(string path) => _isAll || _patterns.Exists(p => p.Fits(path));
}
