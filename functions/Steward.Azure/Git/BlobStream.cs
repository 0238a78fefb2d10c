using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>A blob's content; gives its reader back when it is disposed.</summary>
internal sealed class BlobStream(BlobReader reader, long size, Func<BlobReader, ValueTask> done) : ReadOnlyStream
{
    // A rest up to here is read to keep the process; more is not worth it.
    private const long WorthReading = 256 * 1024;
    private long _left = size;
    private bool _disposed;

    public override long Length { get; } = size;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_left == 0 || buffer.Length == 0) return 0;
        var read = await reader.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (!_disposed) await GiveBackAsync();
        }
        finally
        {
            await base.DisposeAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed) GiveBackAsync().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private async Task GiveBackAsync()
    {
        _disposed = true;
        try
        {
            if (reader.IsUsable && _left <= WorthReading) await SkipAsync(_left + 1);
            else reader.Abandon();
        }
        catch (StewardException)
        {
            // The reader knows that it is of no more use; who disposes has what he wanted.
        }
        finally
        {
            await done(reader);
        }
    }

    // The rest and the line end after it.
    private async Task SkipAsync(long bytes)
    {
        var chunk = new byte[(int)Math.Min(bytes, 32 * 1024)];
        while (bytes > 0) bytes -= await reader.ReadAsync(chunk.AsMemory(0, (int)Math.Min(bytes, chunk.Length)), CancellationToken.None);
    }
}
