namespace Steward.Stages.Security.Secrets.Search;

/// <summary>Bytes that were read already, and then the rest of their stream.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _head = head;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head.IsEmpty) return rest.ReadAsync(buffer, cancellationToken);
        var length = Math.Min(buffer.Length, _head.Length);
        _head[..length].CopyTo(buffer);
        _head = _head[length..];
        return ValueTask.FromResult(length);
    }
}
