using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Reads blobs as they are, not wrapped in JSON.</summary>
internal sealed class GitHubBlobs(GitHubRepository repository)
{
    private const int MaxDiffedBytes = 100 * 1024 * 1024;

    /// <summary>Opens a blob; the stream is the caller's to dispose.</summary>
    public async Task<Stream> OpenAsync(CommitSha blob, CancellationToken cancellation)
    {
        try
        {
            return await repository.Api.OpenAsync(repository.Path($"git/blobs/{blob}"), "application/vnd.github.raw+json", cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.NotFound)
        {
            throw StewardException.NotFound($"The repository has no blob {blob}.");
        }
    }

    /// <summary>The whole content of an entry; nothing for none and for submodules, whose content lies elsewhere.</summary>
    public async Task<byte[]> ReadAsync(TreeEntry? entry, CancellationToken cancellation)
    {
        if (entry is null or { Kind: EntryKind.Submodule } or { Size: 0 }) return [];
        await using var stream = await OpenAsync(entry.Blob, cancellation);
        var content = new MemoryStream();
        var chunk = new byte[81920];
        for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0;)
        {
            if (content.Length + read > MaxDiffedBytes) throw StewardException.Invalid($"{entry.Path} is too large to be compared.");
            content.Write(chunk, 0, read);
        }

        return content.ToArray();
    }
}
