using Steward.Kernel;

namespace Steward.Stages.Testing.Coverage.Paths;

/// <summary>What a report says of the files of a commit.</summary>
/// <param name="Files">The files of the tree that the report knows, by path.</param>
/// <param name="Ambiguous">Paths of the report that fit several files: they count for none.</param>
/// <param name="Unknown">Paths of the report that fit no file: generated ones, and those of libraries.</param>
public sealed record ResolvedCoverage(IReadOnlyList<CoveredFile> Files, IReadOnlyList<string> Ambiguous, IReadOnlyList<string> Unknown);

/// <summary>What is known about one file of the repository; a part of the payload of <c>coverage.received</c>.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Blob">Its content at the commit: the same content at another commit has the same lines.</param>
/// <param name="Covered">The lines that were executed: the first and the last one of each run, one after the other.</param>
/// <param name="Uncovered">The lines that could have been executed and were not, in the same form.</param>
public sealed record CoveredFile(string Path, CommitSha Blob, IReadOnlyList<int> Covered, IReadOnlyList<int> Uncovered);
