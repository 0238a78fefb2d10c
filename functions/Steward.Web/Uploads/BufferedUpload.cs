using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Steward.Web.Uploads;

/// <summary>A body that was taken in whole: small ones in memory, larger ones in a temporary file that goes away with it.</summary>
/// <param name="Name">The file's name as the sender gave it, for answers only.</param>
/// <param name="Content">The bytes, seekable, at their beginning.</param>
/// <param name="Digest">SHA-256 of the bytes, hexadecimal.</param>
internal sealed record BufferedUpload(string Name, Stream Content, string Digest) : IAsyncDisposable
{
    private const int InMemory = 1024 * 1024;

    /// <summary>Takes a body in. The limit of its size is the server's or, for parts, the reader's.</summary>
    public static async Task<BufferedUpload> TakeAsync(string name, Stream body, CancellationToken cancellation)
    {
        var content = new FileBufferingReadStream(body, InMemory, bufferLimit: null, Path.GetTempPath());
        try
        {
            var digest = await SHA256.HashDataAsync(content, cancellation);
            content.Position = 0;
            return new BufferedUpload(name, content, Convert.ToHexStringLower(digest));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
