using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Steward.Kernel;

namespace Steward.Web.Uploads;

/// <summary>The files of a request: the body itself, or the parts of multipart/form-data (RFC 7578).</summary>
internal sealed class UploadedFiles : IAsyncDisposable
{
    private const int MaxFiles = Ledger.ILedger.MaxTogether;
    private const int MaxBoundary = 200;
    private const int MaxName = 200;
    private readonly List<BufferedUpload> _files = [];

    public IReadOnlyList<BufferedUpload> Files => _files;

    /// <summary>Takes all files in. Invalid for a multipart body that is broken or has more files than are taken together.</summary>
    public static async Task<UploadedFiles> TakeAsync(HttpRequest request, CancellationToken cancellation)
    {
        var files = new UploadedFiles();
        try
        {
            if (BoundaryOf(request) is { } boundary) await files.TakePartsAsync(new MultipartReader(boundary, request.Body), cancellation);
            else files._files.Add(await BufferedUpload.TakeAsync("body", request.Body, cancellation));
            return files;
        }
        catch (Exception failure) when (failure is InvalidDataException || (failure is IOException and not BadHttpRequestException))
        {
            await files.DisposeAsync();
            throw StewardException.Invalid("The body breaks off, or is not the multipart/form-data that its header promises.", failure);
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files) await file.DisposeAsync();
    }

    private async Task TakePartsAsync(MultipartReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadNextSectionAsync(cancellation) is { } part)
        {
            if (_files.Count == MaxFiles) throw StewardException.Invalid($"The upload has more than {MaxFiles} files; send several uploads.");
            _files.Add(await BufferedUpload.TakeAsync(NameOf(part), part.Body, cancellation));
        }
    }

    private static string NameOf(MultipartSection part)
    {
        var disposition = part.GetContentDispositionHeader();
        var name = disposition?.FileName.HasValue == true ? disposition.FileName : disposition?.Name ?? "part";
        return Texts.Clip(HeaderUtilities.RemoveQuotes(name).ToString(), MaxName);
    }

    private static string? BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= MaxBoundary ? boundary : throw StewardException.Invalid("The multipart body has no usable boundary.");
    }
}
