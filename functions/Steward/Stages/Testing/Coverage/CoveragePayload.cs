using Steward.Stages.Testing.Coverage.Paths;

namespace Steward.Stages.Testing.Coverage;

/// <summary>The payload of <c>coverage.received</c>: which lines of the repository's files one report of a test set says were executed.</summary>
/// <param name="Set">The test set.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Format">The report's format.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
/// <param name="Files">The files, by path.</param>
/// <param name="Ambiguous">The first paths of the report that fit several files: their lines are not here.</param>
/// <param name="Unknown">The first paths of the report that fit no file.</param>
/// <param name="Notes">What is odd about it.</param>
public sealed record CoveragePayload(
    string Set, int Attempt, string? Format, string? Problem, IReadOnlyList<CoveredFile> Files,
    IReadOnlyList<string> Ambiguous, IReadOnlyList<string> Unknown, IReadOnlyList<string> Notes)
{
    /// <summary>The most paths named in each of the two lists.</summary>
    public const int MaxNamed = 100;

    // A path is at most 1,024 characters of up to six bytes of JSON, a number at most nine: this stays below the payload store's limit.
    private const int MaxCharacters = 48 * 1024 * 1024;
    private const int OverheadOfFile = 160;
    private const int NumberLength = 9;

    /// <summary>True when the files have more runs of lines than one payload may.</summary>
    public static bool IsTooLarge(IEnumerable<CoveredFile> files) =>
        files.Sum(f => OverheadOfFile + (6L * f.Path.Length) + ((long)NumberLength * (f.Covered.Count + f.Uncovered.Count))) > MaxCharacters;
}
