using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Azure.Vaults.Sources;

/// <summary>A blob while it is read: the version that was listed, or none. One that has changed meanwhile is a problem of that blob; a storage that does not answer ends the backup.</summary>
internal sealed class BlobContent : IContent
{
    private readonly Stream _stream;
    private readonly string _name;
    private long _bytes;

    private BlobContent(Stream stream, string name) => (_stream, _name) = (stream, name);

    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <summary>Opens it.</summary>
    public static BlobContent Open(BlobClient blob, ETag? version, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = version } };
        return new BlobContent(Guard(blob.Name, () => blob.DownloadStreaming(options, cancellation).Value.Content), blob.Name);
    }

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        var read = ReadOn(into);
        _bytes += read;
        return read;
    }

    /// <inheritdoc/>
    public Entry Complete(Entry entry) =>
        _bytes == entry.Size ? entry : throw new IOException($"{Texts.Count(_bytes, "byte")} came, {entry.Size} were listed");

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private int ReadOn(Span<byte> into)
    {
        try
        {
            return _stream.Read(into);
        }
        catch (Exception failure) when (StorageErrors.IsUnavailable(failure))
        {
            throw Unavailable(_name, failure);
        }
    }

    private static Stream Guard(string name, Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 409 or 412)
        {
            throw new IOException("it was changed or removed since it was listed", changed);
        }
        catch (Exception failure) when (StorageErrors.IsUnavailable(failure))
        {
            throw Unavailable(name, failure);
        }
    }

    private static StewardException Unavailable(string name, Exception failure) =>
        StewardException.Unavailable($"Storage does not answer: blob '{Texts.Clip(name, 200)}' could not be read. What was backed up is found again by the next backup.", failure);
}
