using Steward.Azure.Git;
using Steward.Kernel;

namespace Steward.Azure.Packages.Archives;

/// <summary>A stream that gives at most so many bytes: an archive may unpack to far more than it has. Invalid at the first byte beyond.</summary>
/// <param name="inner">What is read; it is closed with this one.</param>
/// <param name="most">How many bytes.</param>
internal sealed class LimitedStream(Stream inner, long most) : ReadOnlyStream
{
    private long _read;

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read) =>
        (_read += read) <= most ? read : throw StewardException.Invalid($"A package's archive unpacks to more than {most} bytes, which is the limit here.");
}
