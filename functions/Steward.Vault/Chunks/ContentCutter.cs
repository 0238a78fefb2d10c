using System.Buffers;
using Steward.Vault.Sources;

namespace Steward.Vault.Chunks;

/// <summary>
/// Cuts contents while they are read, one after the other, in memory of its own (about 9 MiB, rented once): each byte is looked at while it is still in the
/// processor's cache, and hardly any is moved. Not for several threads at once.
/// </summary>
/// <param name="chunker">Where cuts are made.</param>
public sealed class ContentCutter(Chunker chunker) : IDisposable
{
    private const int Block = 256 << 10;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(chunker.Sizes.Max + Block, 2 * Block));
    private int _from;
    private int _filled;
    private bool _ended;

    /// <summary>Begins with another content.</summary>
    public void Begin() => (_from, _filled, _ended) = (0, 0, false);

    /// <summary>The next chunk, valid until the next call; empty at the end of the content.</summary>
    /// <param name="content">What is read.</param>
    public ReadOnlyMemory<byte> Next(IContent content)
    {
        var scan = default(CutScan);
        while (true)
        {
            var cut = chunker.Advance(_buffer.AsSpan(_from, _filled - _from), ref scan);
            if (cut == 0 && _ended) cut = _filled - _from;
            if (cut > 0 || _ended)
            {
                _from += cut;
                return _buffer.AsMemory(_from - cut, cut);
            }

            Read(content);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Read(IContent content)
    {
        if (_buffer.Length - _filled < Block || _from == _filled)
        {
            _buffer.AsSpan(_from, _filled - _from).CopyTo(_buffer);
            (_from, _filled) = (0, _filled - _from);
        }

        var read = content.Read(_buffer.AsSpan(_filled, Block));
        _filled += read;
        _ended = read == 0;
    }
}
