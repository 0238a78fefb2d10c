using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Azure.Artefacts;

/// <summary>Uploads content block by block while it is hashed; nothing is seen of it before it is committed.</summary>
internal sealed class BlockUpload(BlockBlobClient blob)
{
    private const int BlockBytes = 4 * 1024 * 1024;
    private readonly List<string> _blocks = [];

    /// <summary>Stages all content. Invalid when it has more bytes than allowed.</summary>
    public async Task<(string Sha256, long Bytes)> StageAsync(Stream content, long maxBytes, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            long total = 0;
            for (int read; (read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellation)) > 0;)
            {
                total += read;
                if (total > maxBytes) throw StewardException.Invalid($"The artefact has more than {maxBytes} bytes, the most that is taken.");
                hash.AppendData(buffer, 0, read);
                await StageAsync(buffer, read, cancellation);
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), total);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes the staged content the blob, with some properties; the same again is the same.</summary>
    public Task CommitAsync(CancellationToken cancellation, IDictionary<string, string>? metadata = null) =>
        StorageErrors.Translate(() => blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { Metadata = metadata }, cancellation));

    private async Task StageAsync(byte[] buffer, int count, CancellationToken cancellation)
    {
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(_blocks.Count.ToString("D8", CultureInfo.InvariantCulture)));
        await StorageErrors.Translate(() => blob.StageBlockAsync(id, new MemoryStream(buffer, 0, count, writable: false), cancellationToken: cancellation));
        _blocks.Add(id);
    }
}
