using Steward.Azure.Git;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>An answer's body; where it breaks off, it says Unavailable.</summary>
internal sealed class GitHubStream(Stream body) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw StewardException.Unavailable("GitHub's answer broke off. Nothing was lost, try again.", failure);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
