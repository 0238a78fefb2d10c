using Microsoft.AspNetCore.Http;

namespace Steward.Web.Http;

/// <summary>A request's body that fails with 413 once more bytes have come than are allowed.</summary>
/// <param name="body">The body.</param>
/// <param name="limit">The most bytes.</param>
internal sealed class LimitedBody(Stream body, long limit) : Stream
{
    private long _taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _taken;
        set => throw new NotSupportedException();
    }

    public static BadHttpRequestException TooLarge(long limit) =>
        new($"The body has more than {limit} bytes.", StatusCodes.Status413PayloadTooLarge);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await body.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Servers refuse to be read without async; that is theirs to say.
    public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _taken += read;
        return _taken <= limit ? read : throw TooLarge(limit);
    }
}
