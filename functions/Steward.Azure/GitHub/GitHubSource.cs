using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>A repository on GitHub, read as the app's installation on it.</summary>
internal sealed class GitHubSource : ISource
{
    private readonly GitHubCommits _commits;
    private readonly GitHubTrees _trees;
    private readonly GitHubBlobs _blobs;
    private readonly GitHubChanges _changes;
    private readonly GitHubBlame _blame;
    private readonly GitHubTags _tags;
    private readonly GitHubFileHistory _histories;

    /// <summary>Prepares the parts; nothing is sent yet.</summary>
    public GitHubSource(GitHubConnections connections, ProductId product)
    {
        var repository = new GitHubRepository(connections.For(product), product);
        (_commits, _trees, _blobs) = (new GitHubCommits(repository), new GitHubTrees(repository), new GitHubBlobs(repository));
        _changes = new GitHubChanges(repository, _trees, _blobs);
        _blame = new GitHubBlame(repository, _trees, new BlameOrigins(repository, _blobs, _changes));
        _histories = new GitHubFileHistory(repository, _commits);
        _tags = new GitHubTags(repository, _commits);
    }

    /// <inheritdoc/>
    public Task<CommitSha?> ResolveAsync(string reference, CancellationToken cancellation) => _commits.ResolveAsync(reference, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceCommit>> GetCommitsAsync(CommitSha from, CommitSha to, int max, CancellationToken cancellation)
    {
        if (max < 1) throw StewardException.Invalid($"At least 1 commit must be asked for, not {max}.");
        return from.IsNone ? _commits.ListAsync(to, max, cancellation) : _commits.ListAsync(from, to, max, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChangedFile>> GetChangesAsync(CommitSha from, CommitSha to, CancellationToken cancellation) =>
        _changes.GetAsync(from, to, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TreeEntry>> GetTreeAsync(CommitSha commit, CancellationToken cancellation) => _trees.GetAsync(commit, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenBlobAsync(CommitSha blob, CancellationToken cancellation) => _blobs.OpenAsync(blob, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BlameLine>> BlameAsync(CommitSha commit, string path, CancellationToken cancellation) =>
        _blame.GetAsync(commit, path, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BlameLine>> BlameAsync(CommitSha commit, string path, int first, int count, CancellationToken cancellation) =>
        _blame.GetAsync(commit, path, first, count, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FileRevision>> GetFileHistoryAsync(CommitSha commit, string path, int max, CancellationToken cancellation) =>
        _histories.GetAsync(commit, path, max, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceTag>> GetTagsAsync(CancellationToken cancellation) => _tags.GetAsync(cancellation);
}
