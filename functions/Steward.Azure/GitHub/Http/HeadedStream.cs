using Steward.Azure.Git;

namespace Steward.Azure.GitHub.Http;

/// <summary>A stream whose beginning was read already.</summary>
internal sealed class HeadedStream(byte[] head, Stream rest) : ReadOnlyStream
{
    private int _at;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == head.Length) return rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, head.Length - _at);
        head.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return ValueTask.FromResult(count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
