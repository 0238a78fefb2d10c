namespace Steward.Stages.Security.Antivirus;

/// <summary>Content to scan. Where it can be read again, another daemon takes over when one dies in the middle.</summary>
public sealed class ScanContent
{
    private readonly Func<CancellationToken, Task<Stream>> _open;

    private bool _wasOpened;

    private ScanContent(Func<CancellationToken, Task<Stream>> open, bool isRepeatable) => (_open, IsRepeatable) = (open, isRepeatable);

    /// <summary>Whether it can be opened more than once.</summary>
    public bool IsRepeatable { get; }

    /// <summary>Whether it can be opened now.</summary>
    public bool CanOpen => IsRepeatable || !_wasOpened;

    /// <summary>Content that can be opened as often as is needed; who opens it disposes of it.</summary>
    public static ScanContent Of(Func<CancellationToken, Task<Stream>> open) => new(open, isRepeatable: true);

    /// <summary>A stream from where it stands. It stays the caller's, and can be read again where it can seek.</summary>
    public static implicit operator ScanContent(Stream stream) => FromStream(stream);

    /// <summary>A stream from where it stands. It stays the caller's, and can be read again where it can seek.</summary>
    public static ScanContent FromStream(Stream stream)
    {
        var start = stream.CanSeek ? stream.Position : -1;
        return new ScanContent(_ =>
        {
            if (start >= 0) stream.Position = start;
            return Task.FromResult<Stream>(new Borrowed(stream));
        }, start >= 0);
    }

    /// <summary>Opens it at its beginning; dispose of it.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        _wasOpened = true;
        return _open(cancellation);
    }

    // Leaves the stream open when it is disposed of.
    private sealed class Borrowed(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override void Flush()
        {
            // There is nothing to write.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
