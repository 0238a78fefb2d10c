namespace Steward.Stages.Testing.Results.Archives;

/// <summary>Lets a zip's list of entries be read only up to a limit: it is held in memory, and a hostile one has millions of entries.</summary>
/// <param name="inner">The archive; stays open.</param>
internal sealed class DirectoryGuard(Stream inner) : Stream
{
    private long _read;

    /// <summary>True when the list was read: what is read from then on is counted by a meter.</summary>
    public bool IsOpen { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        if (!IsOpen && _read > ArchiveLimits.MaxDirectoryBytes)
            throw new ArchiveBrokenException($"The archive's list of entries has more than {ArchiveLimits.MaxDirectoryBytes} bytes; it was not read.");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
