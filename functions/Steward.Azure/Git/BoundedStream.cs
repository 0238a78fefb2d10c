using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>Passes on what is read, and refuses (Invalid) more than a number of bytes.</summary>
internal sealed class BoundedStream(Stream inner, long bytes) : ReadOnlyStream
{
    private long _left = bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _left -= read;
        return _left >= 0 ? read : throw StewardException.Invalid($"git's answer is larger than what is read here; narrow the range.");
    }
}
