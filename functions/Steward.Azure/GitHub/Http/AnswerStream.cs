using Steward.Azure.Git;
using Steward.Kernel;

namespace Steward.Azure.GitHub.Http;

/// <summary>An answer's body. Where it breaks off, or nothing of it comes for as long as a call may take, it says Unavailable.</summary>
internal sealed class AnswerStream(Stream body, TimeSpan patience, TimeProvider time) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await body.ReadAsync(buffer, stop.Token);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw StewardException.Unavailable("GitHub's answer broke off. Nothing was lost, try again.", failure);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
