using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>A local repository that is kept open: its source, and the readers of blobs that wait for work.</summary>
public sealed class GitRepository : IAsyncDisposable
{
    private readonly BlobReaders _blobs;

    /// <summary>Opens a repository; nothing is read yet.</summary>
    /// <param name="path">The absolute path of a work tree or a bare repository.</param>
    /// <param name="limits">How far one command may go.</param>
    /// <param name="time">The clock.</param>
    public GitRepository(string path, GitLimits limits, TimeProvider time)
    {
        _blobs = new BlobReaders(path, limits, time);
        Source = new LocalGitSource(new GitRunner(path, limits, time), _blobs);
    }

    /// <summary>Read access to it.</summary>
    public ISource Source { get; }

    /// <summary>The number of git processes that wait for the next blob.</summary>
    public int IdleReaders => _blobs.IdleCount;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _blobs.DisposeAsync();
}
