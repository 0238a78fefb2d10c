using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>A file of the product's own that was looked at for a licence, because a rule by path is about it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Blob">Its content.</param>
/// <param name="Concluded">What stands in it: texts, headers and tags together; null when nothing does.</param>
public sealed record ScannedHeader(string Path, CommitSha Blob, ConcludedLicence? Concluded);

/// <summary>The product's own files that were looked at for licences.</summary>
/// <param name="Files">Those that were looked at, by path.</param>
/// <param name="Left">How many more fit the rules by path and were not looked at.</param>
/// <param name="By">The program that looked: another one may find more, and looks again.</param>
public sealed record ScannedHeaders(IReadOnlyList<ScannedHeader> Files, int Left, string By)
{
    /// <summary>None: no rule by path asks for them.</summary>
    public static ScannedHeaders None { get; } = new([], 0, "");
}
