using System.Globalization;
using System.Text;
using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>One <c>git cat-file --batch</c>: a name in, <c>SHA TYPE SIZE</c> and the content out. One blob at a time.</summary>
internal sealed class BlobReader(GitProcess git, GitLimits limits, TimeProvider time) : IAsyncDisposable
{
    /// <summary>True while nothing has gone wrong and git runs.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Asks for a blob.</summary>
    /// <param name="blob">Its name.</param>
    /// <param name="done">Takes the reader back, whatever became of it.</param>
    /// <param name="cancellation">Ends the process.</param>
    public async Task<Stream> OpenAsync(CommitSha blob, Func<BlobReader, ValueTask> done, CancellationToken cancellation)
    {
        try
        {
            var size = await GuardAsync(() => AskAsync(blob), cancellation);
            if (size >= 0) return new BlobStream(this, size, done);
        }
        catch
        {
            IsUsable = false;
            await done(this);
            throw;
        }

        await done(this);
        throw StewardException.NotFound($"The repository has no blob {blob}.");
    }

    /// <summary>Reads content; the end of it before its time is Unavailable.</summary>
    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        GuardAsync(async () => await git.Output.ReadAsync(buffer, CancellationToken.None) is > 0 and var read ? read : throw Ended(), cancellation);

    /// <summary>Gives up on it: it stands in the middle of a content that nobody will read.</summary>
    public void Abandon() => IsUsable = false;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => git.DisposeAsync();

    private async Task<long> AskAsync(CommitSha blob)
    {
        await git.Input.WriteAsync(Encoding.ASCII.GetBytes($"{blob}\n"));
        await git.Input.FlushAsync();
        var fields = (await ReadHeadAsync()).Split(' ');
        if (fields is not [_, var type, var size]) return -1;
        var bytes = long.Parse(size, CultureInfo.InvariantCulture);
        if (type == "blob") return bytes;
        // A tree or commit of that name: its content is on the way and is not wanted.
        IsUsable = false;
        return -1;
    }

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await git.Output.ReadAsync(one) == 1)
        {
            if (one[0] == '\n') return head.ToString();
            if (head.Append((char)one[0]).Length > 256) break;
        }

        throw Ended();
    }

    // A pipe's read does not hear a token: the end of the process ends it.
    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limits.CommandTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        await using var kill = stop.Token.Register(git.Kill);
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is IOException or StewardException)
        {
            IsUsable = false;
            cancellation.ThrowIfCancellationRequested();
            throw failure as StewardException ?? Ended(failure);
        }
    }

    private static StewardException Ended(Exception? cause = null) =>
        StewardException.Unavailable("git ended while it was read from; try again.", cause);
}
