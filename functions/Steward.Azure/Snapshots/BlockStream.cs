using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Steward.Azure.Storage;

namespace Steward.Azure.Snapshots;

/// <summary>
/// Writes a blob in blocks of 4 MB, so that no more than one is in memory, and makes it appear at once, whole, or not at all. Block ids carry a
/// random part: two writers of one blob never mix their blocks.
/// </summary>
internal sealed class BlockStream(BlockBlobClient blob) : Stream
{
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly string _writer = RandomNumberGenerator.GetHexString(16);
    private readonly List<string> _blocks = [];
    private readonly MemoryStream _block = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _written;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _written;

    /// <inheritdoc/>
    public override long Position { get => _written; set => throw new NotSupportedException(); }

    /// <summary>The SHA-256 of all that was written; asked for once, at the end.</summary>
    public string TakeDigest() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Makes the blob of all blocks. Fails with 409 or 412 when conditions do not hold.</summary>
    public async Task CommitAsync(CommitBlockListOptions options, CancellationToken cancellation)
    {
        await StageAsync(cancellation);
        await StorageErrors.Translate(() => blob.CommitBlockListAsync(_blocks, options, cancellation));
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        _written += buffer.Length;
        _block.Write(buffer.Span);
        if (_block.Length >= BlockBytes) await StageAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // Blocks are sent when they are full, and at the end.
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _block.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task StageAsync(CancellationToken cancellation)
    {
        if (_block.Length == 0) return;
        var id = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{_writer}-{_blocks.Count:D6}"));
        _block.Position = 0;
        await StorageErrors.Translate(() => blob.StageBlockAsync(id, _block, cancellationToken: cancellation));
        _blocks.Add(id);
        _block.SetLength(0);
    }
}
