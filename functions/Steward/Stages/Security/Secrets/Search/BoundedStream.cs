namespace Steward.Stages.Security.Secrets.Search;

/// <summary>The beginning of a stream, up to a number of bytes, and whether there was more.</summary>
internal sealed class BoundedStream(Stream inner, int most) : ReadOnlyStream
{
    private int _left = most;

    /// <summary>True when the stream went on beyond the most bytes.</summary>
    public bool IsCut { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || IsCut) return 0;
        if (_left == 0)
        {
            IsCut = await inner.ReadAsync(new byte[1], cancellationToken) > 0;
            return 0;
        }

        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }
}
