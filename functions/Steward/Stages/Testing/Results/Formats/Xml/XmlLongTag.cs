namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>A start tag that is longer than the window: put together from pieces, its values cut, so that it costs a bounded amount of memory.</summary>
internal sealed class XmlLongTag
{
    private const int MaxTag = 1024 * 1024;

    // What is kept of names and messages fits, even when each of its characters is written as a reference.
    private const int MaxValue = 64 * 1024;
    private byte[] _bytes = new byte[2 * XmlWindow.Size];
    private int _length;
    private int _valueStart;
    private byte _quote;

    /// <summary>Whether its end was seen.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether it is longer than any is read.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The tag.</summary>
    public ArraySegment<byte> Bytes => new(_bytes, 0, _length);

    /// <summary>Takes the next bytes in; answers how many belong to the tag.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            Take(bytes[i]);
            if (IsComplete || IsTooLong) return i + 1;
        }

        return bytes.Length;
    }

    private void Take(byte c)
    {
        if (_quote == 0)
        {
            Keep(c);
            if (c is (byte)'"' or (byte)'\'') (_quote, _valueStart) = (c, _length);
            else IsComplete = c == '>';
        }
        else if (c == _quote)
        {
            if (_length - _valueStart >= MaxValue) _length = _valueStart + XmlWindow.WholeLength(_bytes.AsSpan(_valueStart, _length - _valueStart));
            _quote = 0;
            Keep(c);
        }
        else if (_length - _valueStart < MaxValue)
        {
            Keep(c);
        }
    }

    private void Keep(byte c)
    {
        IsTooLong = _length == MaxTag;
        if (IsTooLong) return;
        if (_length == _bytes.Length) Array.Resize(ref _bytes, Math.Min(MaxTag, 2 * _length));
        _bytes[_length++] = c;
    }
}
