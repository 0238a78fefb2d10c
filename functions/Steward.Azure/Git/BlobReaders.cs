using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>
/// Readers of one repository's blobs (<c>git cat-file --batch</c>), kept for the next blob for a while: an antivirus scan reads hundreds in a row,
/// and a process each would cost more than the reading.
/// </summary>
internal sealed class BlobReaders : IAsyncDisposable
{
    private readonly string _path;
    private readonly GitLimits _limits;
    private readonly TimeProvider _time;
    private readonly ConcurrentStack<(BlobReader Reader, DateTimeOffset Since)> _idle = new();
    private readonly ITimer _sweeper;
    private volatile bool _disposed;

    public BlobReaders(string path, GitLimits limits, TimeProvider time)
    {
        (_path, _limits, _time) = (path, limits, time);
        _sweeper = time.CreateTimer(_ => Sweep(), null, limits.ReaderIdleTime, limits.ReaderIdleTime);
    }

    /// <summary>The number of readers that wait for work.</summary>
    public int IdleCount => _idle.Count;

    /// <summary>Opens a blob; NotFound when the repository has none of that name.</summary>
    public async Task<Stream> OpenAsync(CommitSha blob, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (reader, isFresh) = _idle.TryPop(out var idle) ? (idle.Reader, false) : (Start(), true);
        try
        {
            return await reader.OpenAsync(blob, Return, cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Unavailable && !isFresh)
        {
            // One that had been idle can have ended meanwhile; a fresh one tells.
            return await Start().OpenAsync(blob, Return, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _sweeper.DisposeAsync();
        while (_idle.TryPop(out var idle)) await idle.Reader.DisposeAsync();
    }

    private BlobReader Start()
    {
        var folder = GitFolder.Find(_path);
        return new BlobReader(GitProcess.Start(folder, folder, ["cat-file", "--batch"]), _limits, _time);
    }

    private async ValueTask Return(BlobReader reader)
    {
        if (_disposed || !reader.IsUsable || _idle.Count >= _limits.IdleReaders) await reader.DisposeAsync();
        else _idle.Push((reader, _time.GetUtcNow()));
    }

    // Ends those unused for the idle time; the stack keeps the most recently used on top.
    private void Sweep()
    {
        var now = _time.GetUtcNow();
        var kept = new List<(BlobReader Reader, DateTimeOffset Since)>();
        while (_idle.TryPop(out var idle))
        {
            if (now - idle.Since < _limits.ReaderIdleTime) kept.Add(idle);
            else _ = idle.Reader.DisposeAsync().AsTask();
        }

        foreach (var idle in Enumerable.Reverse(kept)) _idle.Push(idle);
    }
}
