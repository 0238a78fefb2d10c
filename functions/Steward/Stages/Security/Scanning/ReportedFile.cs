using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Security.Scanning;

/// <summary>A file of the change. Its result is the evidence about its blob.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Blob">Its blob.</param>
/// <param name="Kind">What it is. The content of a symbolic link is the path it names, scanned as such; a submodule's is in another repository.</param>
public sealed record ReportedFile(string Path, CommitSha Blob, EntryKind Kind)
{
    /// <summary>What its evidence is about.</summary>
    internal Subject Subject => Subject.Blob(Blob);

    /// <summary>The files that a change leaves behind, deleted ones left out, by path.</summary>
    internal static IReadOnlyList<ReportedFile> Of(IEnumerable<ChangedFile> changes) =>
    [
        .. changes.Where(c => c.Change != FileChange.Deleted)
            .Select(c => new ReportedFile(c.Path, c.Blob, c.Kind)).OrderBy(f => f.Path, StringComparer.Ordinal),
    ];
}
