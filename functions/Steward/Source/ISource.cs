using Steward.Kernel;

namespace Steward.Source;

/// <summary>Read access to one product's repository. Adapters: a local git repository, and GitHub.</summary>
/// <remarks>
/// Errors: NotFound for a commit, path or repository that is not there; Unavailable (with RetryAfter where told) when the other side does not
/// answer, limits the rate or asks to wait; Forbidden without the right; Invalid where the repository cannot serve the request at all.
/// </remarks>
public interface ISource
{
    /// <summary>The full sha that a branch, tag or sha prefix names, a tag peeled to its commit; null when nothing does.</summary>
    Task<CommitSha?> ResolveAsync(string reference, CancellationToken cancellation);

    /// <summary>The commits reachable from <paramref name="to"/> and not from <paramref name="from"/> (all when that is none), newest first.</summary>
    Task<IReadOnlyList<SourceCommit>> GetCommitsAsync(CommitSha from, CommitSha to, int max, CancellationToken cancellation);

    /// <summary>The files that differ between two commits (all files when <paramref name="from"/> is none), renames found, with hunks.</summary>
    Task<IReadOnlyList<ChangedFile>> GetChangesAsync(CommitSha from, CommitSha to, CancellationToken cancellation);

    /// <summary>Every entry of the tree at a commit, sub-folders included, by path.</summary>
    Task<IReadOnlyList<TreeEntry>> GetTreeAsync(CommitSha commit, CancellationToken cancellation);

    /// <summary>The content of a blob. The stream is the caller's to dispose. NotFound when there is no such blob.</summary>
    Task<Stream> OpenBlobAsync(CommitSha blob, CancellationToken cancellation);

    /// <summary>For each line of a file at a commit, the commit that it comes from.</summary>
    Task<IReadOnlyList<BlameLine>> BlameAsync(CommitSha commit, string path, CancellationToken cancellation);

    /// <summary>The same for some lines only, the first of them counted from 1. NotFound when the file has fewer.</summary>
    Task<IReadOnlyList<BlameLine>> BlameAsync(CommitSha commit, string path, int first, int count, CancellationToken cancellation);

    /// <summary>
    /// The same, with lines that were moved or copied followed to who first wrote them, as far as the source can tell: for telling where something comes from. Whoever
    /// moves a line answers for it, so what is judged is judged by <see cref="BlameAsync(CommitSha, string, CancellationToken)"/>.
    /// </summary>
    Task<IReadOnlyList<BlameLine>> FindOriginsAsync(CommitSha commit, string path, int first, int count, CancellationToken cancellation) =>
        BlameAsync(commit, path, first, count, cancellation);

    /// <summary>One entry of the tree at a commit; null when there is none at that path.</summary>
    Task<TreeEntry?> FindEntryAsync(CommitSha commit, string path, CancellationToken cancellation) => this.FindInTreeAsync(commit, path, cancellation);

    /// <summary>Those of some heads from which a commit is reachable, itself included. Heads that the repository does not have are left out.</summary>
    Task<IReadOnlySet<CommitSha>> FindContainingAsync(CommitSha commit, IReadOnlyList<CommitSha> heads, CancellationToken cancellation) =>
        this.FindOneByOneAsync(commit, heads, cancellation);

    /// <summary>The newest commits that touched a file, as far as the source follows it through renames; newest first.</summary>
    Task<IReadOnlyList<FileRevision>> GetFileHistoryAsync(CommitSha commit, string path, int max, CancellationToken cancellation);

    /// <summary>The tags with the commits that they point to (peeled), by creation date, newest first.</summary>
    Task<IReadOnlyList<SourceTag>> GetTagsAsync(CancellationToken cancellation);
}

/// <summary>Opens the source of a product, whatever kind it is of.</summary>
public interface ISourceCatalog
{
    /// <summary>The source. NotFound for a product that is not registered.</summary>
    Task<ISource> OpenAsync(ProductId product, CancellationToken cancellation);
}
